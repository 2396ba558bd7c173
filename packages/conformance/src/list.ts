import { isWatched, sectionOf, sections } from './rule.js'
import { allRules } from './rules/index.js'

/** All rules as a table in Markdown, section by section. */
export function writeList(): string {
  return Object.entries(sections).map(([name, title]) => {
    const own = allRules.filter(rule => sectionOf(rule) === name)
    const lines = own.map(rule => {
      const notes = [...rule.feature !== undefined ? [`where \`${rule.feature}\` is offered`] : [], ...!isWatched(rule) && rule.slow ? ['with `--slow`'] : []]
      return `| \`${rule.id}\` | ${rule.sentence}${notes.length > 0 ? ` (${notes.join(', ')})` : ''} |`
    })
    return [`### ${title}`, '', '| Rule | |', '| --- | --- |', ...lines].join('\n')
  }).join('\n\n')
}
