namespace NnBridge.Conformance.Cases;

internal sealed class StridedSliceCases : OpCases<StridedSlice>
{
    private static readonly int[] Twelve = [.. Enumerable.Range(0, 12)];

    public override IEnumerable<OpCase> Cases() => [.. Ranges(), .. Masks(), .. ListedAxes(), .. Refused()];

    private static IEnumerable<OpCase> Ranges()
    {
        yield return Case("steps", new StridedSlice(), [3, 4], [0, 1], [3, 4], [2, 2]).Expect<int>([2, 2], 1, 3, 9, 11);
        yield return Case("backwards", new StridedSlice(), [12], [10], [3], [-3]).Expect<int>([3], 10, 7, 4);
        yield return Case("negative begin and end", new StridedSlice(), [12], [-3], [-1], [1]).Expect<int>([2], 9, 10);
        yield return Case("clamped", new StridedSlice(), [12], [-100], [100], [5]).Expect<int>([3], 0, 5, 10);
        yield return Case("clamped backwards", new StridedSlice(), [12], [100], [-100], [-6]).Expect<int>([2], 11, 5);
        yield return Case("nothing", new StridedSlice(), [12], [5], [5], [1]).Expect<int>([0]);
        yield return Case("wrong direction", new StridedSlice(), [12], [5], [2], [1]).Expect<int>([0]);
        yield return Case("fewer entries than axes", new StridedSlice(), [3, 4], [1], [2], [1]).Expect<int>([1, 4], 4, 5, 6, 7);
        yield return Case("end is a size", new StridedSlice { EndIsSize = true }, [12], [-4], [3], [2]).Expect<int>([2], 8, 10);
        yield return new OpCase("end is a size, begin at run time", new StridedSlice { EndIsSize = true })
            .Input<int>([12], Twelve).Input<int>([1], 4).Const<int>([1], 3).Const<int>([1], 1)
            .Expect<int>([3], 4, 5, 6);
        yield return new OpCase("packed", new StridedSlice())
            .Operand(new Tensor(new TensorInfo(ElementType.UInt4, [5]), new byte[] { 0x21, 0x43, 0x05 }), constant: false)
            .Const<int>([1], 4).Const<int>([1], -6).Const<int>([1], -1)
            .Expect(new Tensor(new TensorInfo(ElementType.UInt4, [5]), new byte[] { 0x45, 0x23, 0x01 }));
    }

    private static IEnumerable<OpCase> Masks()
    {
        yield return Case("begin mask", new StridedSlice { BeginMask = 1 }, [12], [5], [2], [1]).Expect<int>([2], 0, 1);
        yield return Case("end mask backwards", new StridedSlice { EndMask = 1 }, [12], [2], [5], [-1]).Expect<int>([3], 2, 1, 0);
        yield return Case("picked", new StridedSlice { ShrinkAxisMask = 1 }, [3, 4], [-2, 0], [0, 4], [1, 2]).Expect<int>([2], 4, 6);
        yield return Case("picked twice", new StridedSlice { ShrinkAxisMask = 3 }, [3, 4], [1, 2], [2, 3], [1, 1]).Expect<int>([], 6);
        yield return Case("new axis", new StridedSlice { NewAxisMask = 2 }, [2, 6], [1, 9, 0], [2, 9, 2], [1, 9, 1]).Expect<int>([1, 1, 2], 6, 7);
        yield return Case("ellipsis", new StridedSlice { EllipsisMask = 2 }, [2, 2, 3], [1, 7, 0], [2, 7, 1], [1, 7, 1]).Expect<int>([1, 2, 1], 6, 9);
        yield return Case("ellipsis of nothing", new StridedSlice { EllipsisMask = 2 }, [3, 4], [1, 7, 0], [2, 7, 1], [1, 7, 1]).Expect<int>([1, 1], 4);
        yield return Case("ellipsis, new axis and picked", new StridedSlice { EllipsisMask = 1, NewAxisMask = 2, ShrinkAxisMask = 4 },
            [2, 2, 3], [0, 0, 2], [0, 0, 3], [1, 1, 1]).Expect<int>([2, 2, 1], 2, 5, 8, 11);
        yield return new OpCase("picked at run time", new StridedSlice { ShrinkAxisMask = 1 })
            .Input<int>([3, 4], Twelve).Input<int>([1], 2).Const<int>([1], 0).Const<int>([1], 1)
            .Expect<int>([4], 8, 9, 10, 11);
    }

    private static IEnumerable<OpCase> ListedAxes()
    {
        yield return new OpCase("listed axes", new StridedSlice())
            .Input<int>([3, 4], Twelve).Const<long>([1], 1).Const<long>([1], long.MaxValue).Const<long>([1], 2).Const<long>([1], -1)
            .Expect<int>([3, 2], 1, 3, 5, 7, 9, 11);
        yield return new OpCase("listed axes, no strides, end before the first", new StridedSlice())
            .Input<int>([3, 4], Twelve).Const<long>([2], 0, -2).Const<long>([2], 1, long.MaxValue).LeftOut().Const<long>([2], 1, 0)
            .Expect<int>([2, 1], 4, 8);
    }

    private static IEnumerable<OpCase> Refused()
    {
        yield return Case("stride 0", new StridedSlice(), [12], [0], [1], [0]).Refused("stride along axis 0 is 0");
        yield return Case("picked outside", new StridedSlice { ShrinkAxisMask = 1 }, [12], [12], [13], [1]).Refused("index 12 is outside");
        yield return Case("too many entries", new StridedSlice(), [12], [0, 0], [1, 1], [1, 1]).Refused("entry 1 is beyond");
        yield return Case("size beyond the end", new StridedSlice { EndIsSize = true }, [12], [10], [3], [1]).Refused("are outside of 12");
    }

    private static OpCase Case(string name, StridedSlice op, Shape shape, int[] begin, int[] end, int[] strides) => new OpCase(name, op)
        .Input<int>(shape, Twelve).Const<int>([begin.Length], begin).Const<int>([end.Length], end).Const<int>([strides.Length], strides);
}
