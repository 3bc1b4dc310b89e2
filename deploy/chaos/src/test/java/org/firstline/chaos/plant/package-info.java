/** Mistakes that a service can be started with, so that the checker can prove that it finds them. */
@NullMarked
package org.firstline.chaos.plant;

import org.jspecify.annotations.NullMarked;
