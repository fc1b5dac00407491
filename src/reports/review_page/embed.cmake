# Writes OUTPUT, a .cpp with the page's sources as string literals, from the files of this folder.
# SCRIPTS: the modules in order, separated by commas. They become one strict block behind the numbers of
# drawing.jsonc: no module leaks a name into the page. Lines that are only a comment stay here, and so does indentation: each page carries the rest.
set(folder ${CMAKE_CURRENT_LIST_DIR})
string(REPLACE "," ";" scripts "${SCRIPTS}")

function(append_literal name text)
  file(APPEND ${OUTPUT}.new "const std::string_view ${name} = R\"page_source(${text})page_source\";\n")
endfunction()

file(WRITE ${OUTPUT}.new
  "#include \"reports/review_page/sources.hpp\"\n\nnamespace crossbreak::review_page::sources {\n\n")
file(READ ${folder}/page.html html)
append_literal(html "${html}")
file(READ ${folder}/page.css style)
append_literal(style "${style}")
file(READ ${folder}/words.json words)
append_literal(words "${words}")
file(READ ${folder}/marks.json marks)
append_literal(marks "${marks}")
file(READ ${folder}/starter.js starter)
append_literal(starter "${starter}")
file(READ ${folder}/drawing.jsonc drawing)
string(STRIP "${drawing}" drawing)
set(script "\"use strict\";\n{\nconst layout =\n${drawing};\n")
foreach(module ${scripts})
  file(READ ${folder}/${module} text)
  string(APPEND script "${text}")
endforeach()
string(REGEX REPLACE "\n *(//[^\n]*)?" "\n" script "${script}")
string(REGEX REPLACE "\n\n+" "\n" script "${script}")
append_literal(script "${script}}\n")
file(APPEND ${OUTPUT}.new "\n}  // namespace crossbreak::review_page::sources\n")
file(RENAME ${OUTPUT}.new ${OUTPUT})
