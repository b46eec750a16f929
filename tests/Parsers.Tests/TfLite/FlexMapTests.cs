using NnBridge.Parsers.TfLite.FlatBuffers;
using NnBridge.TestKit.TfLite;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>Options of custom operators.</summary>
public sealed class FlexMapTests
{
    /// <summary>{"a": 1, "b": 2.5, "c": "hi"} with values of 4 bytes and keys of 1.</summary>
    private static readonly byte[] Narrow =
    [
        (byte)'a', 0, (byte)'b', 0, (byte)'c', 0,
        2, (byte)'h', (byte)'i', 0, 0, 0,
        3, 13, 12, 11, 0, 0, 0, 0,
        7, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0,
        1, 0, 0, 0, 0, 0, 0x20, 0x40, 33, 0, 0, 0,
        1 << 2 | 2, 3 << 2 | 2, 5 << 2 | 0,
        15, 9 << 2 | 2, 1,
    ];

    /// <summary>
    /// Written by the package flatbuffers (JavaScript):
    /// {a: 1, b: 2.5, c: "hi", d: [1, -2, 300], e: true, m: {x: -7, y: [0.5, 1.25]}, n: null, s: ["p", "q"], k: [true, false]}.
    /// </summary>
    private static readonly byte[] Foreign = Convert.FromHexString(
        "6100620063000268690064000100feff2c0165006b000201006d0078007900000000003f0000a03f020e0d020102f90f044a6e007300017000017100" +
        "02060409403f3e3932312d15140000000c000000010000000900000001000000000020405900000058000000010000005500000042000000000000003b0000" +
        "00040e144d689024003c2d2601");

    [Test]
    public void A_map_of_another_writer_is_read()
    {
        FlexMap map = FlexMap.Read(Foreign);
        FlexMap inner = map.Map("m")!;
        Assert.Multiple(() =>
        {
            Assert.That(map.Keys, Is.EqualTo(new[] { "a", "b", "c", "d", "e", "k", "m", "n", "s" }));
            Assert.That((map.Int64("a"), map.Double("b"), map.String("c"), map.Bool("e"), map.Contains("n")),
                Is.EqualTo((1L, 2.5, "hi", true, false)));
            Assert.That(map.Int64s("d"), Is.EqualTo(ValueList.Create([1L, -2L, 300L])));
            Assert.That(map.Int64s("k"), Is.EqualTo(ValueList.Create([1L, 0L])));
            Assert.That(inner.Int32("x"), Is.EqualTo(-7));
            Assert.That(inner.Doubles("y"), Is.EqualTo(ValueList.Create([0.5, 1.25])));
        });
    }

    [Test]
    public void Values_of_every_kind_come_back()
    {
        FlexMap map = FlexMap.Read(FlexMapWriter.Write(("int", -3), ("long", long.MaxValue), ("real", 2.5), ("flag", true),
            ("text", "größe"), ("ints", new[] { 1, -2 }), ("reals", new[] { 0.5f, 4f })));
        Assert.Multiple(() =>
        {
            Assert.That(map.Keys, Is.EquivalentTo(new[] { "int", "long", "real", "flag", "text", "ints", "reals" }));
            Assert.That(map.Int32("int"), Is.EqualTo(-3));
            Assert.That(map.Int64("long"), Is.EqualTo(long.MaxValue));
            Assert.That(map.Double("real"), Is.EqualTo(2.5));
            Assert.That(map.Bool("flag"), Is.True);
            Assert.That(map.String("text"), Is.EqualTo("größe"));
            Assert.That(map.Int64s("ints"), Is.EqualTo(ValueList.Create([1L, -2L])));
            Assert.That(map.Doubles("reals"), Is.EqualTo(ValueList.Create([0.5, 4.0])));
        });
    }

    [Test]
    public void Narrow_values_with_narrow_keys_come_back()
    {
        FlexMap map = FlexMap.Read(Narrow);
        Assert.That((map.Int64("a"), map.Double("b"), map.String("c")), Is.EqualTo((1L, 2.5, "hi")));
    }

    [Test]
    public void Numbers_convert_into_each_other()
    {
        FlexMap map = FlexMap.Read(FlexMapWriter.Write(("real", 2.9), ("int", 3), ("flag", true)));
        Assert.That((map.Int64("real"), map.Double("int"), map.Bool("int"), map.Int64("flag")), Is.EqualTo((2L, 3.0, true, 1L)));
    }

    [Test]
    public void What_is_absent_has_the_default()
    {
        FlexMap map = FlexMap.Read([]);
        Assert.That((map.Int64("a", 5), map.Double("a", 1.5), map.Bool("a", true), map.String("a", "x")), Is.EqualTo((5L, 1.5, true, "x")));
        Assert.That((map.Map("a"), map.Int64s("a").Count, map.Contains("a")), Is.EqualTo(((FlexMap?)null, 0, false)));
    }

    [Test]
    public void A_value_of_another_kind_is_refused_by_name()
    {
        FlexMap map = FlexMap.Read(FlexMapWriter.Write(("text", "x"), ("big", 1L << 40)));
        Assert.Multiple(() =>
        {
            Assert.That(() => map.Int64("text"),
                Throws.TypeOf<InvalidModelException>().With.Message.Contains("option 'text' is the text 'x'"));
            Assert.That(() => map.Int32("big"), Throws.TypeOf<InvalidModelException>().With.Message.Contains("1099511627776"));
            Assert.That(() => map.Int64s("big"), Throws.TypeOf<InvalidModelException>());
            Assert.That(() => map.Map("big"), Throws.TypeOf<InvalidModelException>());
        });
    }

    [Test]
    public void A_root_that_is_no_map_is_refused() =>
        Assert.That(() => FlexMap.Read([5, 1 << 2, 1]), Throws.TypeOf<InvalidModelException>().With.Message.Contains("expected a map"));

    [Test]
    public void A_vector_that_contains_itself_ends()
    {
        // Size, two slots of which the second leads back to the vector, types; then the root, its type and its width.
        byte[] bytes = [0, 2, 0, 1, 0, 10 << 2, 4, 10 << 2, 1];
        Assert.That(() => FlexMap.Read(bytes), Throws.TypeOf<InvalidModelException>().With.Message.Contains("nested deeper"));
    }

    [Test]
    public void Values_are_counted_however_often_they_are_shared()
    {
        // Every vector holds the one before it twice: 2^28 values.
        var bytes = new List<byte> { 1, 0, 1 << 2, 0, 0 };
        for (int level = 0; level < 28; level++) bytes.AddRange([2, 5, 6, 10 << 2, 10 << 2]);
        bytes.AddRange([4, 10 << 2, 1]);
        Assert.That(() => FlexMap.Read([.. bytes]), Throws.TypeOf<InvalidModelException>().With.Message.Contains("values take more"));
    }

    [Test]
    public void Mutations_and_truncations_end_only_in_InvalidModelException()
    {
        byte[][] originals =
            [Narrow, Foreign, FlexMapWriter.Write(("max", 10), ("scale", 2.5), ("name", "abc"), ("list", new[] { 1, 2, 3 }))];
        var random = new Random(4711);
        int refused = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = (byte[])originals[round % originals.Length].Clone();
            for (int i = random.Next(1, 4); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            bytes = bytes[..(random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length)];
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                FlexMap.Read(bytes);
            }
            catch (InvalidModelException)
            {
                refused++;
            }

            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before,
                Is.LessThan(FlatBudget.HeapBytesPerFileByte * bytes.Length + 65536));
        }

        Assert.That(refused, Is.InRange(5_000, 20_000));
    }
}
