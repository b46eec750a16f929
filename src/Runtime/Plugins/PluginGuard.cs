namespace NnBridge.Runtime.Plugins;

/// <summary>The border to code that is not ours: what it throws is told apart by the id of the plugin.</summary>
internal static class PluginGuard
{
    /// <summary>Calls into a plugin.</summary>
    /// <exception cref="BackendException">It threw something that is not part of the contract.</exception>
    public static T Call<T>(string id, Func<T> call) => Call(id, call, static c => c());

    /// <inheritdoc cref="Call{T}(string, Func{T})"/>
    public static T Call<TState, T>(string id, TState state, Func<TState, T> call)
    {
        try
        {
            return call(state);
        }
        catch (Exception e) when (IsForeign(e))
        {
            throw Wrap(id, e);
        }
    }

    /// <inheritdoc cref="Call{T}(string, Func{T})"/>
    public static void Call(string id, Action call) => Call(id, () =>
    {
        call();
        return true;
    });

    /// <summary>Whether an exception is not part of the contract.</summary>
    public static bool IsForeign(Exception exception) => exception is not (NnBridgeException or OperationCanceledException or OutOfMemoryException);

    public static BackendException Wrap(string id, Exception foreign) => new(id, $"{foreign.GetType().Name}: {foreign.Message}", foreign);
}
