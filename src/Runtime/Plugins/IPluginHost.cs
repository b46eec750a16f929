namespace NnBridge.Runtime.Plugins;

/// <summary>Brings a plugin's code into the process. The seam behind which another loader can take the place of this one.</summary>
internal interface IPluginHost
{
    /// <summary>Loads the main assembly and makes the entry type.</summary>
    /// <param name="manifest">A manifest that was checked.</param>
    /// <param name="assemblyPath">The main assembly, inside the plugin's folder.</param>
    /// <exception cref="PluginRefusedException">It cannot be done; says why.</exception>
    PluginHandle Load(PluginManifest manifest, string assemblyPath);
}
