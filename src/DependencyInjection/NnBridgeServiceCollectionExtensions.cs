using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NnBridge.Runtime;

namespace NnBridge.DependencyInjection;

/// <summary>Registers the runtime.</summary>
public static class NnBridgeServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="NnRuntime"/> for the whole program, which logs to the container's <see cref="ILoggerFactory"/>. Parsers, backend
    /// factories and custom operators that are registered as services are added to it.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Adds parsers, backends and plugin folders.</param>
    public static IServiceCollection AddNnBridge(this IServiceCollection services, Action<NnRuntimeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider =>
        {
            var options = new NnRuntimeOptions { LoggerFactory = provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance };
            foreach (IModelParser parser in provider.GetServices<IModelParser>()) options.AddParser(parser);
            foreach (IBackendFactory factory in provider.GetServices<IBackendFactory>()) options.AddBackend(factory);
            foreach (ICustomOperator customOperator in provider.GetServices<ICustomOperator>()) options.AddCustomOperator(customOperator);
            configure?.Invoke(options);
            return NnRuntime.Create(options);
        });
        return services;
    }
}
