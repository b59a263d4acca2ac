// Runs when the page is there: the scripts are deferred.

addSearch();
addPanes();
addAnswers();
addCopyButtons();
addExpandAll();
addFilter();
reachTables();
addOperations();
openTarget();
addEventListener("hashchange", openTarget);
