/** A picture that an emulated camera or screen sends: who it is from, and a clock that shows it is alive. */
export interface Picture {
  readonly width: number
  readonly height: number
  draw: (context: CanvasRenderingContext2D, now: Date) => void
}

const font = 'system-ui, "Noto Sans", "PingFang SC", "Noto Sans CJK SC", sans-serif'
const clock = (now: Date) => now.toTimeString().slice(0, 8)

/** The same user has the same colour in every browser. */
export function hueOf(userId: string): number {
  let hash = 2166136261
  for (const char of userId) hash = Math.imul(hash ^ char.codePointAt(0)!, 16777619) >>> 0
  return hash % 360
}

export function cameraPicture(userId: string, name: () => string): Picture {
  const [width, height, hue] = [640, 360, hueOf(userId)]
  return {
    width,
    height,
    draw(context, now) {
      const background = context.createLinearGradient(0, 0, width, height)
      background.addColorStop(0, `hsl(${hue} 45% 38%)`)
      background.addColorStop(1, `hsl(${(hue + 40) % 360} 50% 22%)`)
      context.fillStyle = background
      context.fillRect(0, 0, width, height)

      // above the lower quarter, where TUIRoomKit puts its own label
      const label = name()
      context.fillStyle = `hsl(${hue} 60% 88% / 25%)`
      context.beginPath()
      context.arc(width / 2, 100, 62, 0, 2 * Math.PI)
      context.fill()
      write(context, [...label][0]?.toUpperCase() ?? '', { x: width / 2, y: 102, size: 70 })
      write(context, label, { x: width / 2, y: 196, size: 30, maxWidth: width * 0.6 })
      write(context, clock(now), { x: width / 2, y: 238, size: 26 })
    },
  }
}

export function screenPicture(userId: string, name: () => string): Picture {
  const [width, height, hue] = [1280, 720, hueOf(userId)]
  return {
    width,
    height,
    draw(context, now) {
      context.fillStyle = `hsl(${hue} 30% 24%)`
      context.fillRect(0, 0, width, height)
      context.fillStyle = '#f5f6f8'
      context.fillRect(120, 90, width - 240, height - 180)
      context.fillStyle = `hsl(${hue} 35% 80%)`
      context.fillRect(120, 90, width - 240, 48)
      for (const [index, colour] of ['#e5484d', '#f5a524', '#30a46c'].entries()) {
        context.fillStyle = colour
        context.beginPath()
        context.arc(148 + index * 26, 114, 8, 0, 2 * Math.PI)
        context.fill()
      }
      write(context, name(), { x: width / 2, y: 115, size: 24, colour: '#1c2024', maxWidth: width * 0.5 })
      write(context, clock(now), { x: width / 2, y: 300, size: 96, colour: '#1c2024' })
      const elapsed = (now.getSeconds() * 1000 + now.getMilliseconds()) / 60_000
      for (let row = 0; row < 5; row++) {
        context.fillStyle = `hsl(${hue} 20% ${row === 0 ? 60 : 86}%)`
        context.fillRect(240, 420 + row * 36, (width - 480) * (row === 0 ? elapsed : 1 - row * 0.13), 14)
      }
    },
  }
}

interface Writing { x: number, y: number, size: number, colour?: string, maxWidth?: number }

function write(context: CanvasRenderingContext2D, text: string, { x, y, size, colour = '#ffffff', maxWidth }: Writing) {
  context.font = `600 ${size}px ${font}`
  context.fillStyle = colour
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(text, x, y, maxWidth)
}
