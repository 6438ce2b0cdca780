import type { SampleText } from '../sample.ts';

export const sampleZhCN: SampleText = {
  project: '示例项目',
  cards: [
    {
      title: '把这张卡片拖到下一列',
      status: 'todo',
      description: '用键盘也可以：选中卡片，按 Ctrl 加方向键。按 M 查看所有可移动的位置，按 Z 撤销。',
      labels: ['试一试'],
    },
    {
      title: '添加一张自己的卡片',
      status: 'todo',
      description: '按 C，写下要做的事，再按 Enter。继续按 Enter 可以接着添加。',
      labels: ['试一试'],
    },
    {
      title: '打开这张卡片',
      status: 'todo',
      description: '卡片里有描述、负责人、标签和截止日期，多人可以同时编辑。按 ? 查看所有快捷键。',
    },
    {
      title: '邀请他人',
      status: 'in_progress',
      description: '点击上方的“分享”复制链接。对方打开后即可加入，彼此的修改会立刻显示。',
      labels: ['协作'],
    },
    {
      title: '指派给你的卡片',
      status: 'in_progress',
      description: '在卡片上按 A 指派负责人。卡片指派给谁，谁就会在收件箱收到通知。',
      labels: ['协作'],
      mine: true,
    },
    {
      title: '看看示例',
      status: 'done',
      description: '这件事已经完成。看够了，点击看板上方的“删除示例”即可移除此项目。',
    },
  ],
  document: {
    title: '使用说明',
    markdown: `这是一篇文档。点击任意位置即可输入。显示为**已保存**的内容已写入服务器磁盘；离线时写的内容会在恢复连接后发送。

## 边写边排版

- 行首输入 \`# \` 是标题，\`## \` 是小标题
- 行首输入 \`- \` 或 \`1. \` 是列表
- 行首输入 \`> \` 是引用
- \`**粗体**\`、\`*斜体*\` 和 \`\` \`代码\` \`\` 会变成相应的样式

## 一起写

> 在另一个窗口打开此页面。每个人都有带名字的光标，撤销只会撤销自己写的内容。

点击**分享**邀请他人，然后在这里同时编辑。`,
  },
};
