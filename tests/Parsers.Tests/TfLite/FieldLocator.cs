namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>Finds where a sound model file stores numbers that have a meaning: sizes, indices, types, options, small constants.</summary>
/// <remarks>Damage there leaves the file well-formed, so that it reaches what comes after reading.</remarks>
internal sealed class FieldLocator
{
    private const int SmallConstant = 64;

    private readonly byte[] _bytes;
    private readonly List<Range> _fields = [];

    private FieldLocator(byte[] bytes) => _bytes = bytes;

    /// <summary>The places, each a number of 1 or 4 bytes, or a few numbers in a row.</summary>
    public static List<Range> Find(byte[] bytes)
    {
        var locator = new FieldLocator(bytes);
        int model = locator.Target(0);
        foreach (int code in locator.Tables(model, 1)) locator.AddFields(code, (0, 1), (2, 4), (3, 4));
        foreach (int buffer in locator.Tables(model, 4)) locator.AddVector(buffer, 0, 1, SmallConstant);
        foreach (int graph in locator.Tables(model, 2)) locator.AddGraph(graph);
        return locator._fields;
    }

    private void AddGraph(int graph)
    {
        AddVector(graph, 1, 4);
        AddVector(graph, 2, 4);
        foreach (int tensor in Tables(graph, 0))
        {
            AddVector(tensor, 0, 4);
            AddVector(tensor, 7, 4);
            AddFields(tensor, (1, 1), (2, 4), (5, 1));
            if (Field(tensor, 4) is not 0 and var at)
            {
                AddVector(Target(at), 2, 4);
                AddVector(Target(at), 3, 8);
                AddFields(Target(at), (6, 4));
            }
        }

        foreach (int op in Tables(graph, 3))
        {
            AddFields(op, (0, 4));
            AddVector(op, 1, 4);
            AddVector(op, 2, 4);
            AddVector(op, 5, 1);
            foreach (int field in new[] { 4, 12 })
                if (Field(op, field) is not 0 and var at) AddAllFields(Target(at));
        }
    }

    private void AddAllFields(int table)
    {
        int vtable = table - Int32(table);
        int size = UInt16(vtable + 2);
        if (size > 4) _fields.Add((table + 4)..(table + size));
    }

    private void AddFields(int table, params (int Field, int Size)[] fields)
    {
        foreach ((int field, int size) in fields)
            if (Field(table, field) is not 0 and var at) _fields.Add(at..(at + size));
    }

    private void AddVector(int table, int field, int elementSize, int most = int.MaxValue)
    {
        if (Field(table, field) is 0) return;
        int vector = Target(Field(table, field));
        int size = Int32(vector) * elementSize;
        if (size > 0 && size <= most) _fields.Add((vector + 4)..(vector + 4 + size));
    }

    private IEnumerable<int> Tables(int table, int field)
    {
        if (Field(table, field) is 0) yield break;
        int vector = Target(Field(table, field));
        for (int i = 0; i < Int32(vector); i++) yield return Target(vector + 4 + 4 * i);
    }

    private int Field(int table, int field)
    {
        int vtable = table - Int32(table);
        int slot = 4 + 2 * field;
        return slot < UInt16(vtable) && UInt16(vtable + slot) is not 0 and var offset ? table + offset : 0;
    }

    private int Target(int origin) => origin + Int32(origin);

    private int Int32(int at) => BitConverter.ToInt32(_bytes, at);

    private int UInt16(int at) => BitConverter.ToUInt16(_bytes, at);
}
