// Runs after the page is loaded: the scripts are deferred.

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
