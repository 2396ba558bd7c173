import type { BuiltInMessages } from './messages.js'

/** Who is recorded only in part, or not at all. `{name}`, `{count}` and `{choice}` are filled in. */
export interface PeopleMessages {
  everybody: string
  except: string
  add: string
  find: string
  placeholder: string
  noMatch: string
  restore: string
  now: string
}

export const peopleMessages: BuiltInMessages<'people'> = {
  en: {
    everybody: 'Everybody is recorded.',
    except: 'Everybody is recorded, except:',
    add: 'Leave somebody out',
    find: 'Whom to leave out',
    placeholder: 'Search by name',
    noMatch: 'Nobody here has that name.',
    restore: 'Record {name} again in full',
    now: '{name}: {choice}',
  },
  zh: {
    everybody: '录制所有人。',
    except: '录制所有人，以下成员除外：',
    add: '添加例外成员',
    find: '选择例外成员',
    placeholder: '按姓名搜索',
    noMatch: '没有匹配的成员。',
    restore: '恢复完整录制 {name}',
    now: '{name} 的录制内容：{choice}',
  },
}
