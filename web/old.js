// For browsers that know no modules, and so none of the page's other scripts: in the JavaScript of 2009.

(function () {
  var late = document.getElementById("late");
  var box = document.createElement("div");
  var heading = document.createElement("h1");
  var advice = document.createElement("p");
  heading.appendChild(document.createTextNode("This browser is too old for the calculator"));
  advice.appendChild(
    document.createTextNode(
      "The figures below are those of a million documents a month, and nothing changes them. Open the page in a current " +
        "version of Firefox, Chrome, Edge or Safari, or use the command-line program sse-cost, which gives the same figures."
    )
  );
  box.setAttribute("role", "alert");
  box.appendChild(heading);
  box.appendChild(advice);
  late.parentNode.replaceChild(box, late);
  document.body.insertBefore(box, document.body.firstChild);
})();
