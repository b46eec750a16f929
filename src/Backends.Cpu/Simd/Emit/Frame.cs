namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Keeps the registers that a function must leave as they were.</summary>
/// <param name="convention">Which ones these are.</param>
/// <param name="used">General-purpose registers that the function changes.</param>
/// <param name="vectors">Vector registers from 0 that the function may change, besides those from 16.</param>
internal sealed class Frame(CallConvention convention, Gpr[] used, int vectors)
{
    private const int VectorBytes = 64;

    private readonly Gpr[] _saved = Saved(convention, used);
    private readonly int _vectors = Math.Max(0, Math.Min(vectors, 16) - convention.FirstSavedVector);

    /// <summary>What a function begins with.</summary>
    public void Enter(Assembler code)
    {
        foreach (Gpr register in _saved) code.Push(register);
        if (_vectors == 0) return;
        code.Add(Gpr.Rsp, -_vectors * VectorBytes);
        for (int i = 0; i < _vectors; i++) code.StoreVector(new Address(Gpr.Rsp, i * VectorBytes), new Zmm(convention.FirstSavedVector + i));
    }

    /// <summary>What a function ends with.</summary>
    public void Leave(Assembler code)
    {
        code.ZeroUpper();
        if (_vectors > 0)
        {
            for (int i = 0; i < _vectors; i++) code.LoadVector(new Zmm(convention.FirstSavedVector + i), new Address(Gpr.Rsp, i * VectorBytes));
            code.Add(Gpr.Rsp, _vectors * VectorBytes);
        }

        for (int i = _saved.Length - 1; i >= 0; i--) code.Pop(_saved[i]);
        code.Return();
    }

    /// <summary>Plain loops: this is among the first things that a process does.</summary>
    private static Gpr[] Saved(CallConvention convention, Gpr[] used)
    {
        var saved = new Gpr[convention.Saved.Count];
        int count = 0;
        for (int i = 0; i < saved.Length; i++)
            if (Array.IndexOf(used, convention.Saved[i]) >= 0) saved[count++] = convention.Saved[i];
        return saved[..count];
    }
}
