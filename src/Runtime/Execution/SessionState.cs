using NnBridge.Runtime.Compilation;

namespace NnBridge.Runtime.Execution;

/// <summary>What a session keeps from run to run.</summary>
internal sealed class SessionState
{
    private readonly Network _network;
    private readonly TensorBuffer[] _next;
    private readonly TensorBuffer[] _before;

    /// <param name="network">The compiled network.</param>
    /// <param name="run">Where nodes look for the state.</param>
    /// <param name="alignment">Of the memory.</param>
    /// <param name="previous">State of the session under other input shapes; what still fits is taken over.</param>
    public SessionState(Network network, GraphRun run, int alignment, SessionState? previous)
    {
        _network = network;
        Buffers = new TensorBuffer[network.States.Length];
        _next = new TensorBuffer[network.States.Length];
        _before = new TensorBuffer[network.States.Length];
        for (int i = 0; i < Buffers.Length; i++)
        {
            TensorInfo info = network.States[i].Input.Info;
            if (!info.Shape.IsStatic) throw new InvalidNetworkException($"state {network.States[i].Input} has unknown dimensions");
            Buffers[i] = AlignedMemory.AllocateZeros(info, alignment);
            run[network.States[i].Input] = Buffers[i];
            // A value that is itself a state must be read before it is overwritten.
            if (network.States.Any(s => s.Input == network.States[i].Output)) _next[i] = AlignedMemory.AllocateZeros(info, alignment);
            // A state that the caller gets as an output is shown as the run saw it.
            if (network.Outputs.Contains(network.States[i].Input)) _before[i] = AlignedMemory.AllocateZeros(info, alignment);
        }

        Reset();
        if (previous is null) return;
        for (int i = 0; i < Buffers.Length; i++)
            if (i < previous.Buffers.Length && previous.Buffers[i].Info == Buffers[i].Info) previous.Buffers[i].Bytes.CopyTo(Buffers[i].Bytes);
    }

    public TensorBuffer[] Buffers { get; }

    /// <summary>Gives every state its initial value.</summary>
    public void Reset()
    {
        for (int i = 0; i < Buffers.Length; i++)
        {
            if (_network.States[i].Initial?.Constant is { } initial) initial.Bytes.CopyTo(Buffers[i].Bytes);
            else Buffers[i].FillWithZero();
        }
    }

    /// <summary>Where the caller finds an output: in a copy, when it is a state.</summary>
    public TensorBuffer Output(Value output, GraphRun run)
    {
        for (int i = 0; i < _before.Length; i++) if (_network.States[i].Input == output) return _before[i];
        return run[output];
    }

    /// <summary>Takes over what the run computed.</summary>
    public void Advance(GraphRun run)
    {
        for (int i = 0; i < Buffers.Length; i++)
            if (_before[i].Info is not null) Buffers[i].Bytes.CopyTo(_before[i].Bytes);
        for (int i = 0; i < Buffers.Length; i++)
            if (_next[i].Info is not null) run[_network.States[i].Output].Bytes.CopyTo(_next[i].Bytes);
        for (int i = 0; i < Buffers.Length; i++)
        {
            TensorBuffer next = _next[i].Info is not null ? _next[i] : run[_network.States[i].Output];
            if (next.Bytes.Length != Buffers[i].Bytes.Length)
                throw new InvalidNetworkException($"state {_network.States[i].Input} cannot hold {next.Info}");
            next.Bytes.CopyTo(Buffers[i].Bytes);
        }
    }
}
