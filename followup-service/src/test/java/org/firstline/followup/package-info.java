/** What the tests of this service stand on, and its journeys. */
@NullMarked
package org.firstline.followup;

import org.jspecify.annotations.NullMarked;
