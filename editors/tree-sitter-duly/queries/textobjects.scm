(declaration body: (_) @class.inside) @class.around
(registration body: (_) @class.inside) @class.around
(vocabulary body: (_) @class.inside) @class.around

(step body: (_) @function.inside) @function.around
(decision body: (_) @function.inside) @function.around

(comment) @comment.around
(documentation) @comment.around
