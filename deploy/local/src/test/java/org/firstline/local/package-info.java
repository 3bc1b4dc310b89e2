@NullMarked
package org.firstline.local;

import org.jspecify.annotations.NullMarked;
