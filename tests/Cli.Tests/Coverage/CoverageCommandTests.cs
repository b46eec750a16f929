using System.CommandLine;
using System.Text.Json;
using NnBridge.Cli.Commands;

namespace NnBridge.Cli.Tests.Coverage;

/// <summary>The command writes what was asked for, and its code says whether something failed.</summary>
public sealed class CoverageCommandTests
{
    [TestCase("out.json", null, "{")]
    [TestCase("out.html", null, "<!DOCTYPE html>")]
    [TestCase("out.md", null, "# Operators and backends")]
    [TestCase("out", null, "# Operators and backends")]
    [TestCase("out", "html", "<!DOCTYPE html>")]
    public void The_format_is_the_one_that_is_named_or_that_the_file_ends_in(string file, string? format, string start)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File(file);
        Assert.That(Run(["-o", path, .. format is null ? [] : (string[])["--format", format]]), Is.EqualTo(ExitCode.Done));
        Assert.That(File.ReadAllText(path), Does.StartWith(start));
    }

    [Test]
    public void Every_cell_of_the_JSON_says_what_was_run()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("out.json");
        Run(["-o", path]);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement[] softmax = [.. json.RootElement.GetProperty("operators").EnumerateArray().Where(c => c.GetProperty("operator").GetString() == "Softmax")];
        Assert.That(softmax.Where(c => c.GetProperty("backend").GetString() == "cpu.ref").Sum(c => c.GetProperty("passed").GetInt32()), Is.GreaterThan(3));
        Assert.That(softmax.All(c => c.GetProperty("passed").GetInt32() + c.GetProperty("refused").GetArrayLength() > 0));
    }

    [Test]
    public void A_list_of_known_failures_that_do_not_fail_is_a_failure()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("known.txt"), "cpu.ref: Softmax / last axis\n");
        Assert.That(Run(["-o", folder.File("out.md"), "--known", folder.File("known.txt")]), Is.EqualTo(ExitCode.Failed));
        Assert.That(File.ReadAllText(folder.File("out.md")), Does.Contain("| Softmax / last axis | `cpu.ref` | is on the list of known failures and does not fail: take it off |"));
    }

    [Test]
    public void A_suite_that_is_not_there_is_an_error() => Assert.That(Run(["--suite", "/no/such/folder"]), Is.EqualTo(ExitCode.Failed));

    private static int Run(string[] arguments) => CommandRunner.Invoke(new RootCommand { CoverageCommand.Create() }, ["coverage", .. arguments]);
}
