@NullMarked
package org.firstline.messaging;

import org.jspecify.annotations.NullMarked;
