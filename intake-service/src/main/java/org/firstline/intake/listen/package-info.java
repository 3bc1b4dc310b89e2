/** What comes off topics, turned into inputs; platforms' call events come in by HTTP through the same decoder. */
@NullMarked
package org.firstline.intake.listen;

import org.jspecify.annotations.NullMarked;
