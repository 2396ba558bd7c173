/** hls.js without what cloud recordings don't have (encryption, subtitles, other sound tracks). Its types are those of the whole. */
declare module 'hls.js/light' {
  export { default } from 'hls.js'
}
