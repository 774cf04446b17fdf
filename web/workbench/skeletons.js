// New places, documents, instruments, questions and successors: the skeletons of `huice new`, from dialogs.
import { ask } from './dialogs.js';

const ID = /^[a-z][a-z0-9-]*$/;
const FACT = /^[a-z][a-z0-9_]*$/;

const code = { name: 'code', label: '行政区划代码', hint: '六位数字' };
const sixDigits = (text) => (/^\d{6}$/.test(text) ? '' : '代码是六位数字');

const DIALOGS = {
  place: {
    title: '新的地方',
    fields: () => [
      code,
      { name: 'name', label: '名称' },
      { name: 'pinyin', label: '名称的拼音', hint: '用来查找，如 jiangyinshi' },
      { name: 'within', label: '上级地方的代码（可不填）' },
    ],
    check: (v) => sixDigits(v.code) || (v.name ? '' : '写上名称')
      || (/^[a-z]+$/.test(v.pinyin) ? '' : '拼音只用小写字母')
      || (v.within ? sixDigits(v.within) : ''),
    write(program, v) {
      const { head, text } = program.newPlace(v.code, v.name, v.pinyin, v.within || undefined);
      return { path: 'places.yaml', head, text };
    },
  },
  document: {
    title: '新的文件',
    fields: () => [
      { name: 'id', label: '文件的编号', hint: '也是文件夹的名字：小写字母、数字和 -' },
      { ...code, name: 'place', label: '它管的地方的代码' },
    ],
    check: (v, files) => (ID.test(v.id) ? '' : '编号用小写字母、数字和 -，以字母开头') || sixDigits(v.place)
      || (`${v.id}/document.yaml` in files ? '这份文件已经有了' : ''),
    write(program, v, today) {
      return { path: `${v.id}/document.yaml`, head: '', text: program.newDocument(v.id, v.place, today).text };
    },
  },
  instrument: {
    title: '新的政策',
    fields: (document) => [
      { name: 'id', label: '政策的编号', hint: '小写字母、数字和 -' },
      { name: 'document', label: '文件的编号', value: document },
      { name: 'clause', label: '第几条', hint: '如 三(八)' },
    ],
    check: (v, files) => (ID.test(v.id) ? '' : '编号用小写字母、数字和 -，以字母开头')
      || (`${v.document}/document.yaml` in files ? '' : '没有这份文件：先按“新的文件”')
      || (/[0-9一二三四五六七八九十]/.test(v.clause) ? '' : '条款里要有数，如 三(八)'),
    write(program, v, today) {
      const { file, head, text } = program.newInstrument(v.id, v.clause, today);
      return { path: `${v.document}/${file}`, head, text };
    },
  },
  facts: {
    title: '新的问题',
    fields: () => [
      { name: 'file', label: '文件名', hint: '如 90-demo：小写字母、数字和 -' },
      { name: 'topic', label: '标题', hint: '显示在问题上面' },
      { name: 'id', label: '问题的编号', hint: '小写字母、数字和下划线' },
    ],
    check: (v) => (/^[a-z0-9][a-z0-9-]*$/.test(v.file) ? '' : '文件名用小写字母、数字和 -')
      || (FACT.test(v.id) ? '' : '编号用小写字母、数字和下划线，以字母开头') || (v.topic ? '' : '写上标题'),
    write(_program, v) {
      return {
        path: `facts/${v.file}.yaml`,
        head: `topic: ${v.topic}\nfacts:\n`,
        text: `  - id: ${v.id}\n    type: bool\n    ask:\n    label:\n`,
      };
    },
  },
  successor: {
    title: '今年的文件代替去年的',
    fields: (document) => [
      { name: 'older', label: '去年的文件的编号', value: document },
      { name: 'id', label: '今年的文件的编号', hint: '也是文件夹的名字：小写字母、数字和 -' },
      { name: 'from', label: '从哪天起代替', hint: '如 2027-01-01' },
    ],
    check: (v, files, program, today) => (`${v.older}/document.yaml` in files ? '' : '没有去年的这份文件')
      || (ID.test(v.id) ? '' : '编号用小写字母、数字和 -，以字母开头')
      || (Object.keys(files).some((path) => path.startsWith(`${v.id}/`)) ? '今年的这份文件已经有了' : '')
      || (program.newSuccessor(v.id, v.older, v.from, today) ? '' : '没有这一天：写成 2027-01-01 这样'),
    write(program, v, today) {
      return { path: `${v.id}/document.yaml`, made: program.newSuccessor(v.id, v.older, v.from, today) };
    },
  },
};

/** Asks for what a skeleton needs; returns the new texts by path and the path to be shown, or undefined. */
export async function skeleton(kind, { program, files, document, today }) {
  const { title, fields, check, write } = DIALOGS[kind];
  const values = await ask(title, fields(document), (v) => check(v, files, program, today));
  if (!values) return undefined;
  const { path, head, text, made } = write(program, values, today);
  if (made) return { path, made };
  let before = files[path] ?? head;
  if (before && !before.endsWith('\n')) before += '\n';
  return { path, made: { [path]: before + text } };
}
