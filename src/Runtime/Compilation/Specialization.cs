namespace NnBridge.Runtime.Compilation;

/// <summary>A network compiled for certain input shapes. Sessions and the cache share it; the last one disposes it.</summary>
/// <param name="program">The compiled network.</param>
/// <param name="profile">Where the time of compiling went.</param>
internal sealed class Specialization(GraphProgram program, RunProfile profile)
{
    private int _users = 1;

    public GraphProgram Program => program;

    public RunProfile Profile => profile;

    public void Retain() => Interlocked.Increment(ref _users);

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0) program.Dispose();
    }
}
