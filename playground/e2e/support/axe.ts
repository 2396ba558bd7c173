import type { Page } from '@playwright/test'
import axe from 'axe-core'

/** What axe finds inside the parts that are ours; TUIRoomKit's own markup is not ours to judge. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const ours = [...document.querySelectorAll('[data-part]')]
    if (ours.length === 0) return []
    const { violations } = await axe.run({ include: ours as unknown as Node[] })
    return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
  })
}
