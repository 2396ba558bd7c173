interface Peer {
  js: number
  jsGzip: number
  jsBrotli: number
  /** `null`: inside the JavaScript. */
  cssGzip: number | null
}

/**
 * What others take for a recording button and indicator, with their framework and client SDK left outside:
 * Vite 8 library build, ES2022, gzip 9, brotli 11. TUIRoomKit's texts are in its own dictionary and not counted.
 */
export const peers: Record<string, Peer> = {
  'TUIRoomKit 6.2 (two states, no time, no languages)': { js: 8378, jsGzip: 3296, jsBrotli: 2986, cssGzip: 899 },
  'Stream 1.43.1': { js: 43_059, jsGzip: 15_714, jsBrotli: 14_188, cssGzip: 23_768 },
  'RealtimeKit UI 2.0.2': { js: 186_227, jsGzip: 59_282, jsBrotli: 51_302, cssGzip: null },
  'Dyte UI kit 3.0.8': { js: 134_336, jsGzip: 41_036, jsBrotli: 35_181, cssGzip: null },
  'LiveKit 2.9.24 (a hook only)': { js: 35_225, jsGzip: 10_795, jsBrotli: 9748, cssGzip: null },
  'Daily 0.26.0 (a hook only)': { js: 51_994, jsGzip: 15_889, jsBrotli: 14_278, cssGzip: null },
}
