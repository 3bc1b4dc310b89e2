@NullMarked
package org.firstline.chaos;

import org.jspecify.annotations.NullMarked;
