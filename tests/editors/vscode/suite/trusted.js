// The whole suite, in a folder that is trusted.

const { run } = require('./desk');

exports.run = () => run('a policy author', { ...require('./findings'), ...require('./reading'), ...require('./writing'), ...require('./outside') });
