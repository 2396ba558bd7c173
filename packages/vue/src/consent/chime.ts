/**
 * Two short soft tones. Silent before the first click or key in the page: browsers do not let it sound then.
 */
export function playChime(): void {
  if (!navigator.userActivation?.hasBeenActive || typeof AudioContext === 'undefined') return
  const audio = new AudioContext()
  const volume = audio.createGain()
  volume.gain.value = 0.06
  volume.connect(audio.destination)
  for (const [index, frequency] of [660, 880].entries()) {
    const tone = audio.createOscillator()
    tone.frequency.value = frequency
    tone.connect(volume)
    tone.start(audio.currentTime + index * 0.16)
    tone.stop(audio.currentTime + index * 0.16 + 0.14)
    if (index === 1) tone.onended = () => void audio.close()
  }
}
