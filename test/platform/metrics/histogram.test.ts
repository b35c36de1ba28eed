import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bucketOf, Histogram } from '../../../src/platform/metrics/histogram.ts';

const values = fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });

test('quantiles are within 5 % of the sorted values', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (found, share) => {
      const histogram = new Histogram();
      for (const value of found) histogram.record(value);
      const exact = found.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(share * found.length)) - 1] as number;
      expect(Math.abs((histogram.quantile(share) as number) / exact - 1)).toBeLessThan(0.05);
    }),
  );
});

test('histograms of two processes add up to that of both', () => {
  fc.assert(
    fc.property(values, values, (left, right) => {
      const [one, two, both] = [new Histogram(), new Histogram(), new Histogram()];
      for (const value of left) one.record(value);
      for (const value of right) two.record(value);
      for (const value of [...left, ...right]) both.record(value);
      const { first, counts } = two.buckets();
      for (const [n, count] of counts.entries()) one.add(first + n, count);
      expect(one.buckets()).toEqual(both.buckets());
    }),
  );
});

test('a histogram takes any value, and has no quantile without values', () => {
  expect(new Histogram().quantile(0.5)).toBeNull();
  for (const odd of [0, -1, Number.NaN, Number.MIN_VALUE, Number.MAX_VALUE, Number.POSITIVE_INFINITY]) {
    expect(Number.isInteger(bucketOf(odd))).toBe(true);
  }
});
