import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { configShape, variableName } from './config.js'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const known = new Set(Object.keys(configShape).map(variableName))

interface Compose {
  services: Record<string, { environment?: Record<string, string>, deploy?: { replicas: number }, volumes?: string[], env_file?: string, depends_on?: Record<string, unknown> }>
  volumes: Record<string, unknown>
}

// containers cannot be run in the tests: this holds the files to what the code knows
describe('the files for containers', () => {
  it('name variables that there are, and none twice', () => {
    const names = read('deploy/example.env').split('\n').filter(line => /^[A-Z]/.test(line)).map(line => line.split('=')[0]!)
    expect(names.filter(name => !known.has(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
    expect(read('Dockerfile')).toContain('HOST=0.0.0.0 PORT=8787')
  })

  it('start PostgreSQL, three instances and nginx, from files that exist', () => {
    const { services, volumes } = parse(read('compose.yaml')) as Compose
    expect(Object.keys(services)).toEqual(['postgres', 'backend', 'nginx'])
    const { backend, nginx, postgres } = services as Record<'backend' | 'nginx' | 'postgres', Compose['services'][string]>
    expect(backend.deploy?.replicas).toBe(3)
    expect(Object.keys(backend.environment!).filter(name => !known.has(name))).toEqual([])
    expect(read(nginx.volumes![0]!.split(':')[0]!.slice(2))).toContain('http {')
    expect(Object.keys(volumes)).toEqual([postgres.volumes![0]!.split(':')[0]])
    for (const { depends_on = {} } of [backend, nginx]) expect(Object.keys(depends_on).every(name => name in services)).toBe(true)
  })

  it('give event streams a way on which nothing is held back', () => {
    const lines = read('deploy/nginx.conf').split('\n').map(line => line.replace(/#.*/, '').trim()).filter(Boolean)
    // each directive ends, and each block is closed
    expect(lines.filter(line => !/[;{}]$/.test(line))).toEqual([])
    const depths = lines.reduce<number[]>((all, line) => [...all, all.at(-1)! + (line.match(/\{(?!\d)/g)?.length ?? 0) - (line.match(/\}/g)?.length ?? 0)], [0])
    expect([Math.min(...depths), depths.at(-1)]).toEqual([0, 0])
    const pattern = /location ~ (\S+) \{/.exec(lines.join('\n'))![1]!
    for (const room of ['demo', '会议-01', 'a/b']) expect(`/recording/v1/rooms/${room}/events`).toMatch(new RegExp(pattern))
    expect('/recording/v1/rooms/demo/recording').not.toMatch(new RegExp(pattern))
    expect(lines.slice(lines.findIndex(line => line.startsWith('location ~')))).toContain('proxy_buffering off;')
    const raw = new RegExp(/~(\^\/recording\S+) /.exec(lines.join('\n'))![1]!)
    expect(raw.exec('/recording/v1/rooms/a%2Fb/recording?id=1')!.groups!.raw).toBe('/v1/rooms/a%2Fb/recording?id=1')
  })
})
