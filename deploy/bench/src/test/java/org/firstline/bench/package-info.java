@NullMarked
package org.firstline.bench;

import org.jspecify.annotations.NullMarked;
