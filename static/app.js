/* Small helps for both sites. Every page works without this file; nothing is ever kept on the device. */
import './leave.js';
import './focus.js';
import './forms.js';
import './listen.js';
