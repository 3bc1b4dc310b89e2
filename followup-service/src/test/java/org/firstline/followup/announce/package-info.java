/** What is said, against the contracts. */
@NullMarked
package org.firstline.followup.announce;

import org.jspecify.annotations.NullMarked;
