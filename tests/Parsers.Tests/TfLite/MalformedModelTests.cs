using NnBridge.Parsers.TfLite.FlatBuffers;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.TestKit.TfLite;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>Every rule of the reader, broken once.</summary>
public sealed class MalformedModelTests
{
    private const string Identifier = "TFL3";

    private static void Refused(byte[] bytes, params string[] texts)
    {
        InvalidModelException? e = Assert.Throws<InvalidModelException>(() => TfLiteReader.Read(bytes, 1_000_000));
        foreach (string text in texts) Assert.That(e!.Message, Does.Contain(text));
    }

    private static void Refused(Action<FlatObject> spoil, params string[] texts)
    {
        FlatObject root = SampleModels.Small().Root();
        spoil(root);
        Refused(FlatBufferWriter.Write(root, Identifier), texts);
    }

    private static FlatObject Graph(FlatObject root) => ((FlatObject[])root[2]!)[0];

    private static FlatObject TensorTable(FlatObject root, int index) => ((FlatObject[])Graph(root)[0]!)[index];

    private static FlatObject OperatorTable(FlatObject root) => ((FlatObject[])Graph(root)[3]!)[0];

    [TestCase(0)]
    [TestCase(7)]
    public void A_file_shorter_than_its_head_is_refused(int length) => Refused(new byte[length], $"has {length} bytes");

    [Test]
    public void Another_identifier_is_refused() =>
        Refused(FlatBufferWriter.Write(SampleModels.Small().Root(), "TFL2"), "byte 4", "54464C32", "54464C33");

    [TestCase(0u, "offset is 0")]
    [TestCase(uint.MaxValue, "leads to 4294967295")]
    [TestCase(9u, "multiple of 4")]
    public void A_root_offset_that_leads_nowhere_is_refused(uint offset, string text)
    {
        byte[] bytes = SampleModels.Small().Build();
        BitConverter.TryWriteBytes(bytes, offset);
        Refused(bytes, "byte 0", text);
    }

    [TestCase(int.MaxValue)]
    [TestCase(int.MinValue)]
    [TestCase(1)]
    public void A_vtable_outside_the_file_is_refused(int distance)
    {
        byte[] bytes = SampleModels.Small().Build();
        int root = BitConverter.ToInt32(bytes);
        BitConverter.TryWriteBytes(bytes.AsSpan(root), distance);
        Refused(bytes, $"byte {root}", "vtable");
    }

    [TestCase(0, (ushort)2, "vtable has 2 bytes")]
    [TestCase(0, (ushort)7, "vtable has 7 bytes")]
    [TestCase(0, ushort.MaxValue, "vtable has 65535 bytes")]
    [TestCase(2, (ushort)3, "table has 3 bytes")]
    [TestCase(2, ushort.MaxValue, "table has 65535 bytes")]
    [TestCase(8, (ushort)3, "field 2 of 4 bytes at 3")]
    [TestCase(8, (ushort)60000, "field 2 of 4 bytes at 60000")]
    public void A_vtable_that_does_not_fit_is_refused(int at, ushort value, string text)
    {
        byte[] bytes = SampleModels.Small().Build();
        int root = BitConverter.ToInt32(bytes);
        int vtable = root - BitConverter.ToInt32(bytes, root);
        BitConverter.TryWriteBytes(bytes.AsSpan(vtable + at), value);
        Refused(bytes, text);
    }

    [Test]
    public void A_vector_longer_than_the_file_is_refused()
    {
        byte[] bytes = SampleModels.Small().Build();
        int count = bytes.AsSpan().IndexOf("small"u8) - 4;
        BitConverter.TryWriteBytes(bytes.AsSpan(count), 0x4000_0001);
        Refused(bytes, $"byte {count}", "1073741825 elements");
    }

    [Test]
    public void A_string_that_is_not_text_is_refused()
    {
        byte[] bytes = SampleModels.Small().Build();
        int text = bytes.AsSpan().IndexOf("small"u8);
        bytes[text] = 0xFF;
        Refused(bytes, $"byte {text - 4}", "UTF-8");
    }

    [Test]
    public void A_union_needs_type_and_table()
    {
        Refused(root => OperatorTable(root)[4] = null, "union field 3 has type 11 and no table");
        Refused(root => OperatorTable(root)[3] = (byte)0, "union field 3 has type 0 and a table");
    }

    [Test]
    public void Two_kinds_of_options_at_once_are_refused() => Refused(root =>
    {
        OperatorTable(root)[11] = (byte)1;
        OperatorTable(root)[12] = new FlatObject();
    }, "options of type 11 and 1");

    [Test]
    public void Indices_that_lead_nowhere_are_refused()
    {
        Refused(root => Graph(root)[1] = new[] { 3 }, "subgraph 0: input has index 3, expected 0 to 2");
        Refused(root => Graph(root)[2] = new[] { -1 }, "subgraph 0: output has index -1");
        Refused(root => OperatorTable(root)[0] = 1u, "operator 0: operator code has index 1");
        Refused(root => OperatorTable(root)[1] = new[] { -2 }, "operator 0: input has index -2, expected 0 to 2, or -1");
        Refused(root => OperatorTable(root)[2] = new[] { -1 }, "operator 0: output has index -1, expected 0 to 2");
        Refused(root => OperatorTable(root)[8] = new[] { 3 }, "operator 0: intermediate has index 3");
        Refused(root => OperatorTable(root)[7] = new[] { true }, "2 inputs and 1 flags");
        Refused(root => TensorTable(root, 0)[2] = 2u, "tensor 0: buffer has index 2");
        Refused(root => TensorTable(root, 0)[10] = 5u, "no external buffer 5");
        Refused(root => root[6] = new FlatObject[] { new() { [0] = "m", [1] = 9u } }, "metadata 0 'm': buffer has index 9");
        Refused(root => root[7] = new FlatObject[] { new() { [2] = "s", [4] = 1u } }, "signature 0 's': subgraph has index 1");
        Refused(root => root[7] = new FlatObject[] { new() { [2] = "s", [0] = new FlatObject[] { new() { [1] = 3u } } } },
            "signature 0 's': input has index 3");
        Refused(root => TensorTable(root, 0)[4] = new FlatObject { [4] = (byte)2, [5] = new FlatObject { [0] = 3 } },
            "tensor of scales has index 3");
        Refused(root =>
        {
            OperatorTable(root)[3] = (byte)TfLiteOptionsTable.CallOptions;
            OperatorTable(root)[4] = new FlatObject { [0] = 7 };
        }, "operator 0: subgraph has index 7");
    }

    [Test]
    public void Shapes_that_make_no_sense_are_refused()
    {
        Refused(root => TensorTable(root, 0)[0] = new[] { 1, -2 }, "tensor 0 has the shape [1, -2]");
        Refused(root => TensorTable(root, 0)[0] = new[] { int.MaxValue }, "tensor 0 has the shape [2147483647]");
        Refused(root => TensorTable(root, 0)[0] = new[] { 1 << 20, 1 << 20, 2 }, "tensor 0 has the shape", "at most 1099511627776 elements");
        Refused(root => TensorTable(root, 1)[0] = new[] { -1 }, "tensor 1 has content and the shape [-1]");
        Refused(root => TensorTable(root, 0)[7] = new[] { -1 }, "[1, 4]", "[-1]", "same rank");
        Refused(root => TensorTable(root, 0)[1] = (sbyte)23, "field 1 is 23");
    }

    [Test]
    public void Operator_codes_that_make_no_sense_are_refused()
    {
        Refused(root => ((FlatObject[])root[1]!)[0] = new FlatObject { [0] = (sbyte)-1, [3] = -1 }, "-1 is negative");
        Refused(root => ((FlatObject[])root[1]!)[0] = new FlatObject { [0] = (sbyte)32 }, "custom operator without a name");
    }

    [Test]
    public void A_model_without_graphs_is_refused() => Refused(root => root[2] = null, "no subgraph");

    [TestCase(1_000_000ul, 1ul)]
    [TestCase(8ul, 1_000_000ul)]
    [TestCase(ulong.MaxValue, 2ul)]
    [TestCase(8ul, ulong.MaxValue)]
    public void A_buffer_behind_the_end_is_refused(ulong offset, ulong size) =>
        Refused(root => ((FlatObject[])root[4]!)[1] = new FlatObject { [1] = offset, [2] = size }, "buffer 1", "leave the file");

    [Test]
    public void Tables_are_counted_however_often_they_are_shared()
    {
        var op = new FlatObject { [0] = 0u };
        var graph = new FlatObject { [3] = Enumerable.Repeat(op, 100_000).ToArray() };
        FlatObject root = SampleModels.Small().Root();
        root[2] = Enumerable.Repeat(graph, 100_000).ToArray();
        byte[] bytes = FlatBufferWriter.Write(root, Identifier);
        Assert.That(bytes, Has.Length.LessThan(900_000), "small file, 10^10 operators");
        CheckCost(bytes, "more tables");
    }

    [Test]
    public void Vectors_are_counted_however_often_they_are_shared()
    {
        int[] shape = [.. Enumerable.Repeat(1, 100_000)];
        var tensor = new FlatObject { [0] = shape, [7] = shape };
        FlatObject root = SampleModels.Small().Root();
        root[2] = new FlatObject[] { new() { [0] = Enumerable.Repeat(tensor, 50_000).ToArray() } };
        CheckCost(FlatBufferWriter.Write(root, Identifier), "vectors and strings add up");
    }

    [Test]
    public void Options_of_custom_operators_are_counted_however_often_they_are_shared() => Refused(root =>
    {
        root[1] = new FlatObject[] { new() { [0] = (sbyte)32, [1] = "Mine" } };
        Graph(root)[3] = Enumerable.Repeat(new FlatObject { [5] = new byte[10_000] }, 100).ToArray();
    }, "vectors and strings add up");

    [Test]
    public void Sharing_within_the_limits_stays_below_the_promised_memory()
    {
        const int Count = 20_000;
        var quantization = new FlatObject { [2] = new[] { 1f }, [3] = new[] { 0L } };
        var tensor = new FlatObject { [0] = new[] { 1 }, [3] = "n", [7] = new[] { 1 }, [4] = quantization };
        var plain = new FlatObject { [0] = new[] { 1 }, [3] = "n", [7] = new[] { 1 } };
        var op = new FlatObject { [0] = 0u, [1] = new[] { -1 }, [2] = new[] { 0 } };
        (op[3], op[4]) = ((byte)TfLiteOptionsTable.IfOptions, new FlatObject { [0] = 1, [1] = 1 });
        var alias = new FlatObject { [0] = "n" };
        Action<FlatObject>[] attacks =
        [
            root => Graph(root)[0] = Enumerable.Repeat(tensor, Count / 4).ToArray(),
            root => Graph(root)[0] = Enumerable.Repeat(plain, Count).ToArray(),
            root => Graph(root)[3] = Enumerable.Repeat(new FlatObject { [1] = new[] { 0 }, [2] = new[] { 0 }, [8] = new[] { 0 } }, Count).ToArray(),
            root => Graph(root)[3] = Enumerable.Repeat(op, Count / 4).ToArray(),
            root => root[2] = Enumerable.Repeat(new FlatObject(), Count).Prepend(Graph(root)).ToArray(),
            root => root[4] = Enumerable.Repeat(new FlatObject { [1] = 8ul, [2] = 8ul }, Count).ToArray(),
            root => root[6] = Enumerable.Repeat(new FlatObject { [0] = "n" }, Count / 4).ToArray(),
            root => root[7] = Enumerable.Repeat(new FlatObject { [0] = new[] { alias }, [2] = "s" }, Count / 4).ToArray(),
        ];
        foreach (Action<FlatObject> attack in attacks)
        {
            FlatObject root = SampleModels.Small().Root();
            root[2] = new[] { Graph(root), new FlatObject() };
            // Bytes that allow so many tables without being any.
            root[5] = new int[Count];
            attack(root);
            byte[] bytes = FlatBufferWriter.Write(root, Identifier);
            long before = GC.GetAllocatedBytesForCurrentThread();
            TfLiteReader.Read(bytes, 1_000_000);
            long heap = GC.GetAllocatedBytesForCurrentThread() - before;
            TestContext.Out.WriteLine($"{heap / (double)bytes.Length:F1} bytes of heap per byte");
            Assert.That(heap, Is.LessThan((long)FlatBudget.HeapBytesPerFileByte * bytes.Length));
        }
    }

    [Test]
    public void The_callers_budget_is_kept()
    {
        byte[] bytes = SampleModels.Rich().Build();
        Assert.That(() => TfLiteReader.Read(bytes, 20), Throws.TypeOf<InvalidModelException>().With.Message.Contains("(20 at most)"));
    }

    private static void CheckCost(byte[] bytes, string text)
    {
        Refused(bytes, text);
        var sweep = new HostileSweep(b => TfLiteReader.Read(b, 1_000_000), [typeof(InvalidModelException)], FlatBudget.HeapBytesPerFileByte);
        sweep.Check(bytes, bytes.Length, "whole");
        Assert.That(sweep.Failures, Is.Empty);
    }
}
