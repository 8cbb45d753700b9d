package dev.hydrant.config.launch.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.SweepDirectory;
import dev.hydrant.config.launch.SweepGoal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepReportTest {
  private static final Instant START = Instant.parse("2025-01-02T03:04:05Z");
  @TempDir Path dir;
  private SweepDirectory sweep;

  /** A sweep of lr × width whose loss is known, with one failure. */
  @BeforeEach
  void plan() throws Exception {
    sweep = new SweepDirectory(dir.resolve("sweep"));
    List<SweepDirectory.Request> requests = new ArrayList<>();
    for (String lr : List.of("0.0001", "0.001", "0.01")) {
      for (String width : List.of("64", "128")) {
        requests.add(
            new SweepDirectory.Request(
                lr + width, List.of("lr=" + lr, "+model.width=" + width, "seed=1"), n -> "" + n));
      }
    }
    for (SweepDirectory.Job job : sweep.plan(requests)) {
      int n = job.status().number();
      int attempt = job.directory().begin(START).attempt();
      StringBuilder log = new StringBuilder();
      for (int step = 0; step < 1000; step++) {
        log.append(
            "{\"step\": %d, \"train_loss\": %s}\n"
                .formatted(step, 10.8 / (1 + step * (n + 1) / 500.0)));
      }
      Files.writeString(
          job.directory().path().resolve("metrics.jsonl"), log + "{\"step\": 1000, \"tr");
      if (n == 4) {
        job.directory()
            .end(
                attempt,
                s -> s.ended(JobState.FAILED, START.plusSeconds(1), "bad, \"quoted\" </script>"));
      } else {
        job.directory()
            .end(attempt, s -> s.done(START.plusSeconds(2 + n), Map.of("val_loss", 3.0 + 0.1 * n)));
      }
    }
  }

  @Test
  void theTableHasAColumnPerParameterThatDiffersAndPerMetric() throws Exception {
    SweepReport.write(sweep);
    List<String> csv = Files.readAllLines(sweep.path().resolve("sweep.csv"));
    assertThat(csv.get(0)).isEqualTo("job,state,seconds,lr,model.width,val_loss,directory,message");
    assertThat(csv.get(2)).isEqualTo("1,done,3.0,0.0001,128,3.1,1,");
    assertThat(csv.get(5)).endsWith(",\"bad, \"\"quoted\"\" </script>\"");
    assertThat(csv).hasSize(7);
  }

  @Test
  void theYamlHasEveryJob() throws Exception {
    SweepReport.write(sweep);
    assertThat(Files.readString(sweep.path().resolve("sweep.yaml")))
        .startsWith("jobs:\n- job: 0\n  state: done\n")
        .contains("val_loss: 3.5");
  }

  @Test
  void thePageCarriesItsDataAndNoForeignResources() throws Exception {
    String page = Files.readString(SweepReport.write(sweep));
    assertThat(page).doesNotContain("src=").doesNotContain("href=");
    assertThat(page.split("</script>")).hasSize(2);
    String json = page.substring(page.indexOf("const data = ") + 13, page.indexOf(";\nconst $"));
    JsonNode data = new ObjectMapper().readTree(json);
    assertThat(data.at("/jobs/4/message").asText()).isEqualTo("bad, \"quoted\" </script>");
    assertThat(data.at("/jobs/3/curves/train_loss")).hasSize(300);
    assertThat(data.at("/jobs/3/curves/train_loss/299/0").asInt()).isEqualTo(999);
  }

  @Test
  void anEmptySweepHasAReportToo() {
    assertThat(SweepReport.write(new SweepDirectory(dir))).exists();
  }

  /** A sweep of one done job with these overrides and metrics. */
  private static SweepDirectory done(Path at, List<String> overrides, Map<String, Double> metrics) {
    SweepDirectory one = new SweepDirectory(at);
    SweepDirectory.Job job =
        one.plan(List.of(new SweepDirectory.Request("h", overrides, n -> "0"))).get(0);
    int attempt = job.directory().begin(START).attempt();
    job.directory().end(attempt, s -> s.done(START.plusSeconds(1), metrics));
    return one;
  }

  @Test
  void cellsThatLookLikeFormulasAreTextAndNumbersStayNumbers() throws Exception {
    SweepDirectory one =
        done(
            dir.resolve("csv"),
            List.of("a==HYPERLINK(1)", "b=+1+cmd", "c=-2", "d=@SUM(A1)", "e=-x", "f=+1e-3"),
            Map.of());
    SweepReport.write(one);
    assertThat(Files.readAllLines(one.path().resolve("sweep.csv")).get(1))
        .startsWith("0,done,1.0,'=HYPERLINK(1),'+1+cmd,-2,'@SUM(A1),'-x,+1e-3,");
  }

  @Test
  void columnsOfOneNameAreToldApart() throws Exception {
    SweepDirectory one = done(dir.resolve("lr"), List.of("lr=1", "state=2"), Map.of("lr", 0.5));
    SweepReport.write(one);
    assertThat(Files.readAllLines(one.path().resolve("sweep.csv")))
        .startsWith("job,state,seconds,lr,param.state,metric.lr,directory,message");
    assertThat(ClosingTable.of(one.jobs(), SweepGoal.NONE, 80)).contains("metric.lr");
  }

  @Test
  void noValueCanEndThePagesScriptOrBeginAComment() throws Exception {
    String page =
        Files.readString(
            SweepReport.write(
                done(dir.resolve("x"), List.of("a=<!--<script>", "b=]]></SCRIPT >"), Map.of())));
    assertThat(page).doesNotContain("<!--").doesNotContain("</SCRIPT");
    assertThat(page.split("<script>")).hasSize(2);
  }

  @Test
  void controlCharactersOfValuesAreShownNotSent() {
    String table =
        ClosingTable.of(
            done(dir.resolve("c"), List.of("a=x\u001b[2Jy\nz\u0007"), Map.of()).jobs(),
            SweepGoal.NONE,
            80);
    assertThat(table).contains("x\\x1b[2Jy\\nz\\x07").doesNotContain("\u001b");
  }

  private static final SweepGoal ACCURACY =
      new SweepGoal(
          Optional.empty(),
          true,
          List.of(
              new SweepGoal.Shown("val/acc", "", true),
              new SweepGoal.Shown("val/loss", "nats", false)));

  /** Jobs whose accuracy rises with their number; the second has failed. */
  private SweepDirectory accuracies() throws Exception {
    SweepDirectory jobs = new SweepDirectory(dir.resolve("acc"));
    List<SweepDirectory.Request> requests = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      requests.add(
          new SweepDirectory.Request(
              "h" + n,
              List.of("model_cfg.some_long_name=" + n, "x.path=/a/long/directory/of/data/" + n),
              k -> "" + k));
    }
    for (SweepDirectory.Job job : jobs.plan(requests)) {
      int n = job.status().number();
      int attempt = job.directory().begin(START).attempt();
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put("val/acc", 0.1 * n);
      metrics.put("val/loss", 3.0 - n);
      metrics.put("lr", 1e-3);
      job.directory()
          .end(
              attempt,
              s ->
                  n == 1
                      ? s.ended(JobState.FAILED, START.plusSeconds(1), "no memory\nUse less")
                      : s.done(START.plusSeconds(1), metrics));
    }
    ACCURACY.write(jobs.path());
    return jobs;
  }

  @Test
  void theClosingTableIsInTheOrderOfTheGoalAndShowsItsMetricsAlone() throws Exception {
    SweepDirectory jobs = accuracies();
    assertThat(SweepGoal.read(jobs.path())).isEqualTo(ACCURACY);
    assertThat(ClosingTable.of(jobs.jobs(), ACCURACY, 200))
        .isEqualTo(
            """
            job   state   model_cfg.some_long_name  x.path                       val/acc  val/loss (nats)  time
            #3 *  done    3                         /a/long/directory/of/data/3  0.30000  0.0000           1.0s
            #2    done    2                         /a/long/directory/of/data/2  0.20000  1.0000           1.0s
            #0    done    0                         /a/long/directory/of/data/0  0.0000   3.0000           1.0s
            #1    failed  1                         /a/long/directory/of/data/1                            1.0s
            #1 failed: no memory
                Use less
            3 done, 1 failed
            """);
  }

  @Test
  void noLineOfTheClosingTableIsWiderThanTheTerminal() throws Exception {
    SweepDirectory jobs = accuracies();
    for (int columns : new int[] {80, 60, 44, 30}) {
      String table = ClosingTable.of(jobs.jobs(), ACCURACY, columns);
      assertThat(table.lines())
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
      assertThat(table).contains("val/acc", "#3 *");
    }
    assertThat(ClosingTable.of(jobs.jobs(), ACCURACY, 80)).contains("some_long_name  path ");
    assertThat(ClosingTable.of(jobs.jobs(), ACCURACY, 44)).contains("more in sweep.csv)");
  }

  @Test
  void thePageTakesOverWhatIsBetterAndCarriesTheCurvesItDraws() throws Exception {
    SweepDirectory jobs = accuracies();
    Files.writeString(
        jobs.jobs().get(3).directory().path().resolve("metrics.jsonl"),
        "{\"step\":1,\"lr\":1,\"train/acc\":0.1,\"val/acc\":0.2,\"grad_norm/head\":1}\n");
    String page = Files.readString(SweepReport.write(jobs));
    JsonNode data =
        new ObjectMapper()
            .readTree(
                page.substring(page.indexOf("const data = ") + 13, page.indexOf(";\nconst $")));
    assertThat(data.path("metric").asText()).isEqualTo("val/acc");
    assertThat(data.path("maximize").asBoolean()).isTrue();
    assertThat(data.path("shown"))
        .extracting(JsonNode::asText)
        .containsExactly("val/acc", "val/loss");
    assertThat(data.at("/larger/val~1acc").asBoolean()).isTrue();
    assertThat(data.at("/units/val~1loss").asText()).isEqualTo("nats");
    assertThat(data.at("/jobs/3/curves").fieldNames())
        .toIterable()
        .containsExactly("train/acc", "val/acc");
  }
}
