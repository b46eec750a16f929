namespace NnBridge.Conformance.Cases;

internal sealed class BucketizeCases : OpCases<Bucketize>
{
    public override IEnumerable<OpCase> Cases()
    {
        // The example of TensorFlow's documentation.
        yield return new OpCase("numbers on both sides of boundaries", new Bucketize([0, 10, 100]))
            .Input<float>([3, 2], -5, 10000, 150, 10, 5, 100)
            .Expect<int>([3, 2], 0, 3, 3, 2, 1, 3)
            .Exactly();
        yield return new OpCase("integers", new Bucketize([0, 10, 100]))
            .Input<long>([4], -5, 0, 99, 100)
            .Expect<int>([4], 0, 1, 2, 3)
            .Exactly();
        yield return new OpCase("equal boundaries, infinities and what is no number", new Bucketize([1, 1, 2]))
            .Input<double>([4], 1, double.NegativeInfinity, double.PositiveInfinity, double.NaN)
            .Expect<int>([4], 2, 0, 3, 3)
            .Exactly();
        yield return new OpCase("no boundaries", new Bucketize([]))
            .Input<int>([2], 1, 2)
            .Expect<int>([2], 0, 0)
            .Exactly();
        yield return new OpCase("boundaries out of order", new Bucketize([1, 0]))
            .Input<int>([2], 1, 2)
            .Refused("boundary 1 is 0 after 1");
    }
}
