import process from 'node:process'

/**
 * Runs one part of the stack in this process: `start` brings it up and returns how to take it down.
 * It ends on SIGTERM, and when the process that started it is gone.
 */
export async function serve(start: () => Promise<() => Promise<void>>): Promise<void> {
  // Ctrl-C goes to the whole process group; the parent decides on the order
  process.on('SIGINT', () => {})
  try {
    const stop = await start()
    let isStopping = false
    const end = () => {
      if (isStopping) return
      isStopping = true
      stop().then(() => process.exit(0), error => {
        console.error(error)
        process.exit(1)
      })
    }
    process.on('SIGTERM', end)
    process.on('disconnect', end)
    process.send?.('serving')
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}
