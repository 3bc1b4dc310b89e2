/** What holds records, schemas, examples and asyncapi.yaml against each other; and these for the tests of others. */
@NullMarked
package org.firstline.contracts;

import org.jspecify.annotations.NullMarked;
