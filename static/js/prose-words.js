// Chinese words of the editor: its dialogs ask window.gettext, its buttons carry English titles.
(() => {
  const words = {
    "Add caption": "添加图注", "Alternative Text": "替代文字", "Browse...": "浏览……", Bullets: "项目符号", Cancel: "取消",
    Caption: "图注", Columns: "列数", "Decimal numbers": "数字", "Edit Figure": "编辑图片", "Edit HTML": "编辑 HTML",
    "Edit Image": "编辑图片", "Edit Link": "编辑链接", "Image URL": "图片地址", "Include header row": "第一行是表头",
    "Insert Figure": "插入图片", "Insert Table": "插入表格", Insert: "插入", "List properties": "列表属性",
    "List type": "编号方式", "Lowercase Roman numerals": "小写罗马数字", "Lowercase letters": "小写字母",
    "Open in new window": "在新窗口打开", Prettify: "整理", "Remove caption": "去掉图注", Rows: "行数", "Start at": "从几开始",
    "Table Properties": "表格属性", Title: "说明", "Toggle fullscreen": "全屏", URL: "网址", Update: "更新",
    "Uppercase Roman numerals": "大写罗马数字", "Uppercase letters": "大写字母", Styles: "样式",
    "The HTML contents of the editor. Note that the allowed HTML is restricted by the editor schema.": "正文的 HTML；保存时会按规则清理。",
  }
  const buttons = {
    bold: "加粗", italic: "倾斜", underline: "下划线", subscript: "下标", superscript: "上标", blockquote: "引文",
    "heading 2": "一级标题", "heading 3": "二级标题", "heading 4": "三级标题", "heading 5": "四级标题", paragraph: "段落",
    "unordered list": "项目列表", "ordered list": "编号列表", "Insert table": "插入表格", "Merge cells": "合并单元格",
    "Split cell": "拆分单元格", "insert link": "链接", "remove link": "去掉链接", undo: "撤销", redo: "重做",
    "edit HTML": "编辑 HTML", figure: "图片", image: "图片", "Add column": "右边加一列", "Delete column": "删除这一列",
    "Add row": "下面加一行", "Delete row": "删除这一行", "Toggle header cell": "切换表头单元格", "Delete table": "删除表格",
  }
  const original = window.gettext || ((text) => text)
  window.gettext = (text) => words[text] ?? original(text)

  const name = (editor) => {
    for (const each of editor.querySelectorAll(".prose-menubar [title]")) {
      const word = buttons[each.title] ?? words[each.title]
      if (word) each.title = word
      each.setAttribute("aria-label", each.title)
    }
    for (const each of editor.querySelectorAll(".prose-menubar__option > *")) {
      const word = buttons[each.textContent.toLowerCase()]
      if (word) each.textContent = word
    }
    editor.querySelector(".tiptap")?.setAttribute("aria-label", "正文")
  }
  // The menu is built right after the editor says that it is ready.
  document.addEventListener("prose-editor:ready", (event) => {
    setTimeout(() => name(event.target.closest(".prose-editor")), 0)
  })
})()
