using System.Reflection;
using System.Text;

namespace NnBridge.Architecture.Tests;

/// <summary>The public surface of the contracts, one member per line: a change shows in review.</summary>
public sealed class PublicApiTests
{
    private const string Golden = "src/Abstractions/PublicApi.txt";

    [Test]
    public void The_public_surface_is_the_one_on_record()
    {
        string actual = Describe(typeof(Network).Assembly);
        string path = Path.Combine(Repository.Root, Golden);
        if (Repository.UpdateGolden) File.WriteAllText(path, actual);
        string expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.That(actual, Is.EqualTo(expected), $"{Golden} differs; NNBRIDGE_UPDATE_GOLDEN=1 dotnet test refreshes it");
    }

    private static string Describe(Assembly assembly)
    {
        var lines = new List<string>();
        foreach (Type type in assembly.GetExportedTypes())
        {
            string name = Name(type);
            string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class";
            lines.Add($"{name} : {kind}");
            if (type.IsEnum)
            {
                lines.AddRange(Enum.GetNames(type).Select(n => $"{name}.{n} = {Convert.ToInt64(Enum.Parse(type, n), null)}"));
                continue;
            }

            foreach (MemberInfo member in type.GetMembers(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
                if (Describe(member) is { } text) lines.Add($"{name}.{text}");
        }

        var builder = new StringBuilder();
        foreach (string line in lines.Distinct().Order(StringComparer.Ordinal)) builder.Append(line).Append('\n');
        return builder.ToString();
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        Type => null,
        // What every record has says nothing.
        MethodInfo m when m.IsSpecialName && !m.Name.StartsWith("op_", StringComparison.Ordinal) => null,
        MethodInfo { Name: "Equals" or "GetHashCode" or "ToString" or "<Clone>$" or "Deconstruct" or "op_Equality" or "op_Inequality" } => null,
        MethodInfo m => $"{m.Name}{Generic(m)}({Parameters(m)}) : {Name(m.ReturnType)}",
        ConstructorInfo c => $"new({Parameters(c)})",
        PropertyInfo p => $"{p.Name} : {Name(p.PropertyType)} {{{(p.CanRead ? " get;" : "")}{Setter(p)} }}",
        FieldInfo f => $"{f.Name} : {Name(f.FieldType)}",
        _ => member.Name,
    };

    private static string Setter(PropertyInfo property) => property.SetMethod is not { IsPublic: true } setter ? ""
        : setter.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;";

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}"));

    private static string Name(Type type)
    {
        if (type.IsByRef) return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[]";
        string name = type.IsGenericParameter || type.Namespace is null || !type.Namespace.StartsWith("NnBridge", StringComparison.Ordinal)
            ? type.Name : $"{type.Namespace}.{type.Name}";
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
