using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Reflection;
using ScaleEngine.Sevu.Commands.Output;
using ScaleEngine.Sevu.Errors;
using Xunit;

namespace ScaleEngine.Sevu.Tests.Unit.Commands.Output;

public class RecommendedActionTests
{
    private const BindingFlags Internal = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Factories => [.. AllFactories.Select(factory => factory.DeclaringType!.Name + "." + factory.Name)];

    private static IEnumerable<MethodInfo> AllFactories => typeof(SevuException).Assembly.GetTypes()
        .Where(typeof(SevuException).IsAssignableFrom)
        .SelectMany(type => type.GetMethods(Internal))
        .Where(method => typeof(SevuException).IsAssignableFrom(method.ReturnType));

    [Theory]
    [MemberData(nameof(Factories))]
    public void Each_kind_of_failure_has_an_action_of_its_own(string name)
    {
        MethodInfo factory = AllFactories.Single(factory => factory.DeclaringType!.Name + "." + factory.Name == name);
        object?[] arguments = [.. factory.GetParameters().Select(parameter => Sample(parameter.ParameterType))];

        AssertHasAction((SevuException)factory.Invoke(null, arguments)!);
    }

    [Theory]
    [InlineData("0000")]
    [InlineData("0001")]
    [InlineData("0002")]
    [InlineData("0003")]
    [InlineData("0004")]
    [InlineData("0005")]
    [InlineData("0006")]
    [InlineData("1000")]
    public void Each_documented_code_has_an_action_of_its_own(string code)
        => AssertHasAction(new SevuServiceException(ServiceCode.Parse(code), serviceMessage: null, clockDifference: null));

    [Theory]
    [InlineData(302)]
    [InlineData(403)]
    [InlineData(407)]
    [InlineData(429)]
    [InlineData(503)]
    public void Each_kind_of_HTTP_status_has_an_action_of_its_own(int status)
        => AssertHasAction(new SevuHttpException((HttpStatusCode)status, reason: null, location: null, retryAfter: null));

    [Fact]
    public void An_undocumented_code_has_the_general_action()
        => Assert.Equal(
            Sevu.Commands.CommandTexts.CodeUnknownAction,
            RecommendedAction.For(new SevuServiceException(ServiceCode.Parse("4711"), serviceMessage: null, clockDifference: null)));

    private static void AssertHasAction(SevuException failure)
    {
        string action = RecommendedAction.For(failure);

        Assert.NotEmpty(action);
        Assert.NotEqual(Sevu.Commands.CommandTexts.CodeUnknownAction, action);
    }

    private static object? Sample(Type type) => type == typeof(string) ? "sample"
        : type == typeof(object) ? "sample"
        : type == typeof(Func<string, string?>) ? (Func<string, string?>)(text => text)
        : type == typeof(IPAddress) ? IPAddress.Loopback
        : type == typeof(Uri) ? new Uri("https://example.com/")
        : type == typeof(Exception) ? new InvalidOperationException("sample")
        : type.IsValueType ? Activator.CreateInstance(type)
        : null;
}
