export type * from './LeaveQuestion.vue'
export { default as LeaveQuestion } from './LeaveQuestion.vue'
