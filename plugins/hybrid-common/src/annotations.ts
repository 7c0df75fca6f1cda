/**
 * Annotation of a Component that is routed by a hybrid platform.
 * Its value is `<platform>/<service>`, for example `shop/cart`.
 *
 * @public
 */
export const HYBRID_SERVICE_ANNOTATION = 'hybrid-platform.io/service';

/**
 * Annotation of a System or Resource that is a hybrid platform.
 * Its value is the platform's id, for example `shop`.
 *
 * @public
 */
export const HYBRID_PLATFORM_ANNOTATION = 'hybrid-platform.io/platform';
