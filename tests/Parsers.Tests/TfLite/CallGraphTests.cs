using NnBridge.Parsers.TfLite.Schema;
using NnBridge.TestKit.TfLite;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>Subgraphs that run each other.</summary>
public sealed class CallGraphTests
{
    /// <summary>A model whose graph i has an IF with two branches, for every pair in <paramref name="branches"/>; one more graph is empty.</summary>
    private static byte[] Model(params (int Then, int Else)[] branches)
    {
        var model = new TfLiteModelBuilder();
        foreach ((int then, int @else) in branches)
            model.Graph().Operator(TfLiteBuiltinOperator.IF, [], [], TfLiteOptionsTable.IfOptions, new FlatObject { [0] = then, [1] = @else });
        model.Graph();
        return model.Build();
    }

    private static void Refused(byte[] bytes, string text) => Assert.That(() => TfLiteReader.Read(bytes, 1_000_000),
        Throws.TypeOf<InvalidModelException>().With.Message.Contains(text));

    [Test]
    public void Graphs_may_share_what_they_run() =>
        Assert.That(TfLiteReader.Read(Model((1, 2), (2, 3), (3, 3)), 1000).Subgraphs, Has.Length.EqualTo(4));

    [Test]
    public void A_graph_that_runs_itself_is_refused()
    {
        Refused(Model((0, 1)), "subgraph 0 runs itself");
        Refused(Model((1, 1), (2, 2), (3, 1)), "runs itself");
    }

    [Test]
    public void A_long_chain_of_graphs_is_refused()
    {
        int depth = TfLiteCallGraph.MaxDepth;
        Assert.That(TfLiteReader.Read(Chain(depth), 1000).Subgraphs, Has.Length.EqualTo(depth + 1));
        Refused(Chain(depth + 1), "inside each other");

        // The second branch leads to the empty graph at the end.
        static byte[] Chain(int length) => Model([.. Enumerable.Range(1, length).Select(i => (i, length))]);
    }

    [Test]
    public void A_tree_that_doubles_at_every_level_is_refused() =>
        Refused(Model([.. Enumerable.Range(1, 40).Select(i => (i, i))]), "more than 1000000 operators");
}
