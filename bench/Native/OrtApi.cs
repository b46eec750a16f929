using System.Reflection;
using System.Runtime.InteropServices;

namespace NnBridge.Bench.Native;

/// <summary>ONNX Runtime's C interface: a table of functions that the library hands out. Every call that can fail is checked.</summary>
internal static unsafe partial class OrtApi
{
    private const string Library = "onnxruntime";
    private const uint ApiVersion = 22;
    private const int LogErrorsOnly = 3;

    private static readonly Lock Guard = new();
    private static nint* _table;
    private static nint _environment;
    private static string _path = "";

    /// <summary>What the library says its version is.</summary>
    public static string Version { get; private set; } = "";

    /// <summary>Loads the library; once for the process.</summary>
    public static void Load(string path)
    {
        lock (Guard)
        {
            if (_table is not null) return;
            _path = path;
            NativeLibrary.SetDllImportResolver(typeof(OrtApi).Assembly, Resolve);
            nint* apiBase = (nint*)OrtGetApiBase();
            Version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)apiBase[1])()) ?? "";
            var table = (nint*)((delegate* unmanaged<uint, nint>)apiBase[0])(ApiVersion);
            if (table is null) throw new OrtException($"{path}: version {Version} does not offer interface {ApiVersion}");
            _table = table;
            ReadOnlySpan<byte> name = "nnbridge-bench\0"u8;
            nint environment;
            fixed (byte* text = name)
                Check(((delegate* unmanaged<int, byte*, nint*, nint>)_table[(int)OrtFunction.CreateEnv])(LogErrorsOnly, text, &environment));
            _environment = environment;
        }
    }

    /// <summary>The address of a function that is called with its exact signature.</summary>
    public static nint Address(OrtFunction function) => _table is not null ? _table[(int)function] : throw new OrtException("the library is not loaded");

    /// <summary>Calls a function that yields an object.</summary>
    public static nint Get(OrtFunction function)
    {
        nint result;
        Check(((delegate* unmanaged<nint*, nint>)Address(function))(&result));
        return result;
    }

    /// <summary>Calls a function that yields an object or a size for another object.</summary>
    public static nint Get(OrtFunction function, nint target)
    {
        nint result = 0;
        Check(((delegate* unmanaged<nint, nint*, nint>)Address(function))(target, &result));
        return result;
    }

    /// <summary>Calls a function that yields an object for an index of another object.</summary>
    public static nint Get(OrtFunction function, nint target, nint index)
    {
        nint result = 0;
        Check(((delegate* unmanaged<nint, nint, nint*, nint>)Address(function))(target, index, &result));
        return result;
    }

    /// <summary>Calls a function that yields an enum or a flag.</summary>
    public static int GetInt(OrtFunction function, nint target)
    {
        int result = 0;
        Check(((delegate* unmanaged<nint, int*, nint>)Address(function))(target, &result));
        return result;
    }

    /// <summary>Calls a function that sets a number.</summary>
    public static void Set(OrtFunction function, nint target, int value) =>
        Check(((delegate* unmanaged<nint, int, nint>)Address(function))(target, value));

    /// <summary>Frees an object.</summary>
    public static void Release(OrtFunction function, nint target)
    {
        if (target != 0) ((delegate* unmanaged<nint, void>)Address(function))(target);
    }

    /// <summary>Loads a model.</summary>
    public static nint CreateSession(string model, nint options)
    {
        using var path = new OrtPath(model);
        nint session;
        Check(((delegate* unmanaged<nint, nint, nint, nint*, nint>)Address(OrtFunction.CreateSession))(_environment, path.Pointer, options, &session));
        return session;
    }

    /// <summary>Has a session write down where its time goes.</summary>
    public static void EnableProfiling(nint options, string filePrefix)
    {
        using var path = new OrtPath(filePrefix);
        Check(((delegate* unmanaged<nint, nint, nint>)Address(OrtFunction.EnableProfiling))(options, path.Pointer));
    }

    /// <summary>Memory information of the CPU: arena allocator, default memory.</summary>
    public static nint CreateCpuMemoryInfo()
    {
        const int ArenaAllocator = 1, DefaultMemory = 0;
        nint result;
        Check(((delegate* unmanaged<int, int, nint*, nint>)Address(OrtFunction.CreateCpuMemoryInfo))(ArenaAllocator, DefaultMemory, &result));
        return result;
    }

    /// <summary>The text of a name that a session yields.</summary>
    public static string GetName(OrtFunction function, nint session, nint index, nint allocator)
    {
        nint text;
        Check(((delegate* unmanaged<nint, nint, nint, nint*, nint>)Address(function))(session, index, allocator, &text));
        string name = Marshal.PtrToStringUTF8(text) ?? "";
        Check(((delegate* unmanaged<nint, nint, nint>)Address(OrtFunction.AllocatorFree))(allocator, text));
        return name;
    }

    /// <summary>Type and shape of a tensor; the caller frees <paramref name="info"/>.</summary>
    public static TensorInfo GetTensorInfo(nint info)
    {
        ElementType type = OrtElementTypes.FromOnnx(GetInt(OrtFunction.GetTensorElementType, info));
        var sizes = new long[Get(OrtFunction.GetDimensionsCount, info)];
        fixed (long* pointer = sizes)
            Check(((delegate* unmanaged<nint, long*, nint, nint>)Address(OrtFunction.GetDimensions))(info, pointer, sizes.Length));
        return new TensorInfo(type, Shape.Of([.. sizes.Select(s => checked((int)s))]));
    }

    /// <summary>Throws what a status says, and frees it.</summary>
    public static void Check(nint status)
    {
        if (status == 0) return;
        string message = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<nint, byte*>)_table[(int)OrtFunction.GetErrorMessage])(status)) ?? "";
        ((delegate* unmanaged<nint, void>)_table[(int)OrtFunction.ReleaseStatus])(status);
        throw new OrtException($"ONNX Runtime {Version}: {message}");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Library ? NativeLibrary.Load(_path) : 0;

    [LibraryImport(Library)]
    private static partial nint OrtGetApiBase();
}
