import { randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { measureFacts } from '../../app/measures.ts';
import { SetClock } from '../../platform/clock.ts';
import { toCsv } from '../../platform/csv.ts';
import { DomainError } from '../../platform/errors.ts';
import { statusOf } from '../../platform/http/problem.ts';
import { Vault } from '../../platform/vault.ts';
import { FrameContext } from '../../web/index.ts';
import { CatalogueReader } from '../catalogue/index.ts';
import { dossierMeasures } from '../dossiers/index.ts';
import { countMeasures, IndicatorReader } from '../indicators/index.ts';
import { importDemoPast } from './demo-past/import-demo-past.ts';
import { ProgressReader } from './queries/progress.ts';
import { progressRoutes } from './routes.tsx';
import { loadDemoPeople } from './testing.ts';

const clock = new SetClock('2022-10-10T01:00:00Z');

describe('the public page of progress', () => {
  let test: TestDatabase;
  let app: FastifyInstance;
  const text = async (url: string) => (await app.inject(url)).body;

  beforeAll(async () => {
    test = await openTestDatabase();
    app = Fastify();
    app.decorateRequest('session', undefined);
    app.decorateRequest('language', 'vi');
    const asset = { name: 'x', type: '', sizeBytes: 0, encodings: [] };
    const assets = { folder: '', files: { 'style.css': asset, 'door.svg': asset, 'enhance.js': asset } };
    app.decorateReply('html', function (page) {
      const { language, url } = this.request;
      const frame = { language, path: url, brand: { name: 'Cửa Số', place: 'Tỉnh Bạc Liêu' }, assets };
      return this.type('text/html; charset=utf-8').send(
        renderToString(<FrameContext.Provider value={frame}>{page}</FrameContext.Provider>),
      );
    });
    app.setErrorHandler((error, _request, reply) =>
      error instanceof DomainError
        ? reply.code(statusOf[error.kind]).send(error.code)
        : reply.code((error as { statusCode?: number }).statusCode ?? 500).send(String(error)),
    );
    await app.register(
      progressRoutes({
        reader: new ProgressReader(test.database, new IndicatorReader(test.database, clock, measureFacts)),
        catalogue: new CatalogueReader(test.database, clock),
        target: { share: 0.4, words: { vi: '40 %', en: '40%' } },
      }),
    );
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  it('says that there is nothing while there is nothing', async () => {
    expect(await text('/tien-do')).toContain('Chưa có hồ sơ nào');
    expect(await text('/tien-do.csv')).toBe(
      '\uFEFFmonth,unit_code,unit,level,parent_code,received,online,online_without_help,finished,on_time,synthetic\r\n',
    );
  });

  it('shows an act about a second later, at every level, with share, counts and how many needed no help', async () => {
    await loadDemoPeople(test.database, clock.business());
    await importDemoPast({
      provinceCode: '95',
      database: test.database,
      vault: new Vault(randomBytes(32)),
      until: clock.business(),
      recordedAt: clock.real(),
      filings: 300,
    });
    await countMeasures(test.database, [dossierMeasures]);
    await expect.poll(() => text('/tien-do'), { timeout: 20_000, interval: 500 }).toContain('>300<');
    const province = await text('/tien-do');
    for (const words of [
      'Thành phố Bạc Liêu',
      'dữ liệu mô phỏng',
      'Tự nộp, không cần giúp',
      'không công khai',
      'Tháng 9/2022',
      'Tháng 10/2022 (chưa hết tháng)',
    ])
      expect(province).toContain(words);
    expect(await text('/tien-do?thang=2022-09')).toContain('/tien-do/954?thang=2022-09');
    expect(await text('/tien-do/954')).toContain('Phường');
  });

  it('shows a commune by procedure only for months that are over, and no count under five', async () => {
    const page = await text('/tien-do/31813');
    expect(page).toContain('Theo thủ tục, Tháng 9/2022');
    expect(await text('/tien-do/31813?thang=2022-10')).not.toContain('Theo thủ tục, Tháng 10/2022');
    const csv = await text('/tien-do/thu-tuc.csv?thang=2022-09');
    const counts = csv
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',').slice(-2));
    expect(counts.length).toBeGreaterThan(100);
    for (const [received, hidden] of counts)
      expect(hidden === '1' ? received === '' : Number(received) >= 5).toBe(true);
    expect((await app.inject('/tien-do/thu-tuc.csv?thang=2022-10')).statusCode).toBe(404);
    expect((await app.inject('/api/v1/progress/procedures?month=2022-10')).body).toBe('PRG-0002');
  });

  it('gives the same figures as data', async () => {
    const { units } = (await app.inject('/api/v1/progress')).json();
    const province = units.find(({ level }: { level: string }) => level === 'province');
    const sum = Object.values(province.months as Record<string, { received: number }>).reduce(
      (total, { received }) => total + received,
      0,
    );
    expect(sum).toBe(300);
    const { procedures, units: rows } = (await app.inject('/api/v1/progress/procedures?month=2022-09')).json();
    expect(rows[0].received).toHaveLength(procedures.length);
    expect((await text('/tien-do.csv')).split('\r\n').length).toBeGreaterThan(100);
  });

  it('answers clearly for what does not exist', async () => {
    expect((await app.inject('/tien-do/00000')).body).toBe('PRG-0001');
    expect((await app.inject('/tien-do/thu-tuc.csv?thang=13')).body).toBe('PRG-0002');
  });

  it('leads on from a month that is not there to those that are', async () => {
    for (const month of ['1999-01', '2022-13', '13', 'x&thang=y']) {
      const { statusCode, body } = await app.inject(`/tien-do?thang=${month}`);
      expect([month, statusCode]).toEqual([month, 404]);
      expect(body).toContain('Không có số liệu của tháng bạn hỏi');
      expect(body).toContain('/tien-do?thang=2022-09');
    }
    for (const address of ['/tien-do', '/tien-do?thang=', '/tien-do?thang=2022-09'])
      expect(await text(address)).not.toContain('Không có số liệu của tháng bạn hỏi');
  });
});

describe('comma-separated values', () => {
  it('survive spreadsheets: quotes, line ends and formulas', () => {
    expect(toCsv(['a'], [['x,"y"'], ['=1+1'], [undefined], [3], ['hai\ndòng']])).toBe(
      '\uFEFFa\r\n"x,""y"""\r\n\'=1+1\r\n\r\n3\r\n"hai\ndòng"\r\n',
    );
  });
});
