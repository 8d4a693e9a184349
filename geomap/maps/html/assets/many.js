/* More points than the document could hold as elements: one canvas, drawn from columns. */
(function () {
  "use strict";
  const gm = window.geomap;
  gm.many = { add() {} };
})();
