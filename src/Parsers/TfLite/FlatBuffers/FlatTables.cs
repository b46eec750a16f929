namespace NnBridge.Parsers.TfLite.FlatBuffers;

/// <summary>A vector of tables. The budget is charged for all slots at once; a table is checked when it is taken.</summary>
internal readonly ref struct FlatTables
{
    private readonly FlatFile? _file;
    private readonly int _start;

    /// <summary>Opens the vector whose count is stored at <paramref name="position"/>.</summary>
    /// <exception cref="InvalidModelException">The vector leaves the file, or refers to more tables than the budget allows.</exception>
    public FlatTables(FlatFile file, int position)
    {
        _file = file;
        _start = position + sizeof(uint);
        Count = file.Vector(position, sizeof(uint)).Length / sizeof(uint);
        file.Budget.Visit(Count, position);
    }

    /// <summary>Number of tables.</summary>
    public int Count { get; }

    /// <summary>The table in slot <paramref name="index"/>, which must be less than <see cref="Count"/>.</summary>
    /// <exception cref="InvalidModelException">The slot or the table is malformed.</exception>
    public FlatTable this[int index] => new(_file!, _file!.Follow(_start + index * sizeof(uint)));
}
