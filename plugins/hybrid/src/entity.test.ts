import { aComponent } from './__testUtils__/fixtures';
import { isHybridServiceAvailable, serviceAnnotationOf } from './entity';

describe('serviceAnnotationOf', () => {
  it('reads platform and service', () => {
    expect(
      serviceAnnotationOf(aComponent({ annotation: ' shop/cart ' })),
    ).toEqual({ state: 'present', platform: 'shop', service: 'cart' });
  });

  it.each(['', 'shop', 'shop/', '/cart', 'shop/cart/v2', 'shop /cart'])(
    'calls %j malformed',
    annotation => {
      expect(serviceAnnotationOf(aComponent({ annotation }))).toEqual({
        state: 'malformed',
        value: annotation,
      });
    },
  );

  it('tells a missing annotation', () => {
    expect(serviceAnnotationOf(aComponent({ annotation: null }))).toEqual({
      state: 'missing',
    });
  });
});

describe('isHybridServiceAvailable', () => {
  it('is true for Components with the annotation, malformed or not', () => {
    expect(isHybridServiceAvailable(aComponent())).toBe(true);
    expect(isHybridServiceAvailable(aComponent({ annotation: 'shop' }))).toBe(
      true,
    );
  });

  it('is false for Components without it and for other kinds', () => {
    expect(isHybridServiceAvailable(aComponent({ annotation: null }))).toBe(
      false,
    );
    expect(isHybridServiceAvailable({ ...aComponent(), kind: 'API' })).toBe(
      false,
    );
  });
});
