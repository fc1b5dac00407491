// The approver's guide: from a reviewed record to what leaves the laboratory, and back where it was wrong.
export function approver({ t, ran, amending, block, said, quoted, named, picture }) {
  const title = t("For approvers: releasing a plate", "批准人指南：发出一块板的结果");
  return { title, body: `
<header>
<h1>${title}</h1>
<p>${t("Reviewers have decided and signed. You check, sign as the second person, and with that the record is **final**: only then do files for the information system exist.",
        "审核人已作出决定并签署。批准人核对后作为第二人签署，记录即成为**最终结果**；此时才生成供信息系统导入的文件。")}</p>
</header>
<div class="beside" style="--picture: 76mm">
<div>
<h2>${t("Step by step", "操作步骤")}</h2>
<ol>
<li>${t("Let the program check events, signatures, record and audit:", "由程序核对审核事件、签名、记录与审计日志：")}
${block([said(ran.verify)])}</li>
<li>${t("Open", "打开")} ${named("released/plate.patients.html")} ${t("and", "和")} ${named("released/plate.review.html")}${t(". Compare samples and run with the worklist; read every " +
         "repeat, withheld or changed result, every remark, and the failed controls.", "。将样本、运行与工作单核对；逐条阅读复检、不发出、已更改的结果及备注，以及不合格的对照。")}</li>
<li>${t("Sign with your own name:", "以本人姓名签署：")}
${block([said(ran.approved)])}</li>
<li>${t("Now there are:", "此时生成：")}
<table>
<tr><td>${named("plate.released.csv", "released")}</td><td>${t("the only file for the information system (LIMS)", "唯一可导入信息系统（LIS）的文件")}</td></tr>
<tr><td>${named("plate.repeats.csv", "released")}</td><td>${t("for the technician: who is tested again", "交技师：需要复检的患者")}</td></tr>
<tr><td>${named("plate.patients.html", "released")}</td><td>${t("to print: a page a patient ((1)) with who decided ((2)) and who signed ((3))", "供打印：每位患者一页((1))，载明决定人((2))与签署人((3))")}</td></tr>
</table></li>
<li>${t("Keep the whole folder: the record, its audit and the files that it was made from.", "完整保存整个文件夹：记录、审计日志及其来源文件。")}</li>
</ol>
<h2>${t("When the answer is not plain", "结果不明确时")}</h2>
<table>
<tr><td>${t(`exit code ${ran.same_person.code}`, `退出码${ran.same_person.code}`)}</td><td>${quoted(ran.same_person.err[0])}<br>
${t("Who reviewed cannot approve: another person does.", "审核者不能批准。请由另一人批准。")}</td></tr>
<tr><td>${t(`exit code ${ran.changed.code}`, `退出码${ran.changed.code}`)}</td><td>${quoted(ran.changed.err[0])}<br>
${t("A file is not as it was written. Sign and import nothing; find out who changed it. `--restore` writes the released files anew, where all else matches.",
     "文件与写出时不一致。不得签署或导入；先查明何人改动。其余内容均相符时，`--restore`可重新写出供导入的文件。")}</td></tr>
<tr><td>${t("you disagree", "不同意审核结论")}</td><td>${t("Do not sign. The reviewer decides anew, and `review apply` writes into a new folder.", "不要签署。由审核人重新决定，再用`review apply`写入新文件夹。")}</td></tr>
</table>
</div>
<div>
<figure>${picture("preliminary", t("A patient's page before approval", "批准前的患者报告"))}
<figcaption>${t("Before: “preliminary” stands across every page.", "批准前：每页均标有“初步结果”。")}</figcaption></figure>
<figure style="margin-top: 2mm">${picture("final", t("The same page after approval", "批准后的同一页"))}
<figcaption>${t("After: who decided, who signed, and when.", "批准后：载明决定人、签署人及时间。")}</figcaption></figure>
</div>
</div>
<h2>${t("A released result was wrong", "已发出的结果有误")}</h2>
<p>${t("Nothing is edited. The reviewer decides anew on the called record, here into", "原文件不作修改。由审核人对判定记录重新决定，此例写入")} ${named(amending)}${t(
  ", and an amendment takes the record's place; both sign it as before. The information system replaces what came from the old one.",
  "，再以更正记录取代原记录，并同样由两人签署。信息系统据此替换原记录的结果。")}</p>
${block([said(ran.amend, ran.amend.out.slice(-1)), said(ran.amended, ran.amended.out.slice(-1))])}
<div class="not">
<h2>${t("Do not", "禁止")}</h2>
<ul>
<li>${t("import another file than `released.csv`, or one whose status is neither final nor amended;", "不得导入`released.csv`以外的文件，或状态既非最终结果也非更正结果的文件；")}</li>
<li>${t("approve what you reviewed yourself, or sign under another name;", "不得批准本人审核的结果，不得以他人姓名签署；")}</li>
<li>${t("open and save `released.csv` in a spreadsheet: it may change names and numbers;", "不得用电子表格打开并保存`released.csv`：名称和数值可能被改动；")}</li>
<li>${t("take a typed name for a checked identity: only a key (`crossbreak review keygen`, then `--key FILE`) says who signed.",
         "不得把手工输入的姓名当作已核实的身份：只有密钥（`crossbreak review keygen`，再用`--key FILE`）能表明签署人。")}</li>
</ul>
</div>` };
}
