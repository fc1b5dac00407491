// The reviewer's guide: from the page to a reviewed record with the reviewers' signatures.
export function reviewer({ t, ran, labels, block, lines, said, quoted, picture, line_with }) {
  const title = t("For reviewers: deciding on a plate", "审核人指南：审核一块板");
  const verb = (action, en, zh) => `<tr><td><kbd>${labels[action].key}</kbd></td><td>${labels[action].name}</td><td>${t(en, zh)}</td></tr>`;
  const name_of = (action) => labels[action].name;
  const counts = ran.status.out.find((line) => /^\D*24\D+0\D+0\D*$/.test(line));
  const conflict = ran.conflict.out.slice(ran.conflict.out.findIndex((line) => line.includes("24-0105"))).slice(0, 3);
  const open = line_with(ran.undecided.out, "24-0105");
  return { title, body: `
<header>
<h1>${title}</h1>
<p>${t("You look at the curves and decide on the run, its controls and every patient. The page needs no network.",
        "审核人查看曲线，对运行、对照和每位患者作出决定。页面无需联网。")}</p>
</header>
<figure class="large">${picture("reviewer", t("The review page with a patient chosen", "审核页面，已选择一位患者"))}</figure>
<div class="two">
<div>
<h2>${t("Step by step", "操作步骤")}</h2>
<ol>
<li>${t(`Open \`plate.review.html\` in a browser. Type your own name at ((1)), then [[Enter]].`,
         `用浏览器打开\`plate.review.html\`，在((1))填写本人姓名，按[[Enter]]。`)}</li>
<li>${t("[[N]] goes to the next that is undecided ((2)). Run and controls come before patients; [[A]] accepts all open sets of a control.",
         "按[[N]]转到下一个待决定项((2))。先运行和对照，后患者；[[A]]可同意该对照所有待定引物组。")}</li>
<li>${t("Look at the curves ((3)): [[k]] [[j]] go from well to well, [[v]] lays PC and NTC over them, [[+]] [[-]] zoom, [[,]] [[.]] read cycle and value. Reasons stand below.",
         "查看曲线((3))：[[k]] [[j]]切换孔，[[v]]叠加PC与无模板对照，[[+]] [[-]]缩放，[[,]] [[.]]读取循环与数值。理由列在下方。")}</li>
<li>${t("Decide with a button or its key ((4)); the page goes on to the next. Whatever differs from the record asks why.",
         "用按钮或其快捷键作决定((4))，页面随即转到下一项。与判定记录不同的决定须写明理由。")}</li>
<li>${t("When it says", "当页面显示")} ${quoted(labels.all_decided)}${t(", press", "时，按")} <kbd>e</kbd> ${t(`(${labels.export}, ((5))) and save the file beside the record.`, `（${labels.export}，((5))），将文件存放在判定记录旁。`)}</li>
<li>${t("In a terminal there, one after the other:", "在该文件夹打开终端，依次输入：")}
${block([said(ran.status, ["…", counts]), said(ran.apply, ran.apply.out.slice(0, 1)), said(ran.reviewed)])}</li>
<li>${t("Everyone whose decision stands signs. Then tell the approver.", "凡决定有效者均须签署。然后通知批准人。")}</li>
</ol>
</div>
<div>
<h2>${t("What the buttons mean", "按钮的含义")}</h2>
<table>
${verb("accept", "agree, also with “invalid”", "同意判定结论，包括“无效”")}
${verb("repeat", "sets go on the next plate's list", "重做所选引物组，列入下一块板的清单")}
${verb("override", "another result of a set; both stay shown", "更改引物组结果；原结果仍列出")}
${verb("exclude", "a well; then `apply` with `--inputs .` calls again", "剔除一个孔；`apply`须加`--inputs .`重新判定")}
${verb("reject", "the result is withheld", "结果不发出")}
${verb("comment", "words alone", "仅作说明，不作决定")}
${verb("withdraw", "your own last one; the trace stays", "撤回本人上一项，保留痕迹")}
</table>
<h2>${t("When the answer is not plain", "结果不明确时")}</h2>
<ul>
<li>${t(`Something is undecided, exit code ${ran.undecided.code}; nothing is written:`, `有未决定项，退出码${ran.undecided.code}，不写出任何文件：`)}
 ${quoted(open)}${t("; [[N]] on the page goes there.", "。在页面上按[[N]]前往。")}</li>
<li>${t("Two people differ, also exit code 5:", "两人意见不同，退出码同为5：")}
${block([lines(conflict)])}
${t(`Open the other's file with “${labels.open}”, talk, and one of you decides anew; both decisions stay readable.`,
     `用“${labels.open}”打开对方的文件，商议后由一人重新决定；双方原决定仍可查阅。`)}</li>
<li>${t("An invalid run is accepted as invalid, which releases its sound sets alone, or repeated.", "无效的运行只能按无效同意（仅发出不受影响的引物组），或要求复检。")}</li>
<li>${t(`Exit code ${ran.other_record.code}: the file was made on another record, or was changed. Review on this record's own page.`,
         `退出码${ran.other_record.code}：审核文件对应另一份记录，或已被改动。请在本记录的页面上审核。`)}</li>
<li>${t(`“${labels.not_kept}”: do so, or the decisions are lost.`, `页面提示“${labels.not_kept}”：照做，否则决定会丢失。`)}</li>
</ul>
</div>
</div>
<div class="not">
<h2>${t("Do not", "禁止")}</h2>
<ul>
<li>${t("type another person's name, or sign for them;", "不得填写他人姓名或代签；")}</li>
<li>${t("accept without having seen the curves;", "不得未看曲线就同意；")}</li>
<li>${t(`use “${name_of("override")}” to reach an expected result;`, `不得用“${name_of("override")}”凑出预期结果；`)}</li>
<li>${t("edit a review file: anyone who can write the folder could, and only keys show it.", "不得修改审核文件：能写入该文件夹者均可改动，只有使用密钥才能发现。")}</li>
</ul>
</div>` };
}
