using System.CommandLine;
using NnBridge.Cli.Output;
using NnBridge.Runtime;

namespace NnBridge.Cli.Commands;

/// <summary>Lists backends and plugins: found, loaded, refused and why.</summary>
internal static class BackendsCommand
{
    public static Command Create()
    {
        Option<string?> plugins = CommonOptions.Plugins();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("backends", "List backends and plugins: found, loaded, refused and why") { plugins, json };
        command.SetBody((parsed, _) =>
        {
            using NnRuntime runtime = CliHost.CreateRuntime(parsed.GetValue(plugins));
            if (parsed.GetValue(json)) PrintJson(runtime);
            else PrintText(runtime);
            return ExitCode.Done;
        });
        return command;
    }

    private static void PrintText(NnRuntime runtime)
    {
        Console.Out.WriteLine("backends, by priority:");
        foreach (BackendInfo backend in runtime.Backends) Console.Out.WriteLine($"  {backend.Id,-12} {backend.Device} (priority {backend.Priority})");
        foreach (Refusal refusal in runtime.Unavailable) Console.Out.WriteLine($"  unavailable: {refusal.Backend}: {refusal.Reason}");
        if (!runtime.Plugins.IsEmpty) Console.Out.WriteLine("plugins:");
        foreach (PluginStatus plugin in runtime.Plugins)
            Console.Out.WriteLine($"  {(plugin.IsLoaded ? "loaded " : "refused")} {plugin.Id} {plugin.Version} from {plugin.Folder}{(plugin.IsLoaded ? "" : $": {plugin.Reason}")}");
    }

    private static void PrintJson(NnRuntime runtime) => Json.Print(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("backends");
        foreach (BackendInfo backend in runtime.Backends)
        {
            json.WriteStartObject();
            json.WriteString("id", backend.Id);
            json.WriteString("device", backend.Device);
            json.WriteNumber("priority", backend.Priority);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unavailable");
        foreach (Refusal refusal in runtime.Unavailable)
        {
            json.WriteStartObject();
            json.WriteString("backend", refusal.Backend);
            json.WriteString("reason", refusal.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("plugins");
        foreach (PluginStatus plugin in runtime.Plugins)
        {
            json.WriteStartObject();
            json.WriteString("id", plugin.Id);
            json.WriteString("version", plugin.Version);
            json.WriteString("folder", plugin.Folder);
            json.WriteString("status", plugin.IsLoaded ? "loaded" : "refused");
            if (plugin.Reason is not null) json.WriteString("reason", plugin.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
